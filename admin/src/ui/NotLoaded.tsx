import { Page } from '@strapi/strapi/admin';
import type { ComponentProps } from 'react';

import { Failure } from './Failure';

/** Stands where something is not there yet: it is still being loaded, or it could not be, which is an error. */
export const NotLoaded = ({ error, ...failure }: ComponentProps<typeof Failure>) =>
  error ? <Failure error={error} {...failure} /> : <Page.Loading />;
