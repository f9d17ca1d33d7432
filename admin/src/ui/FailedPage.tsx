import { BackButton, Layouts } from '@strapi/strapi/admin';
import type { ComponentProps, ReactNode } from 'react';

import { Failure } from './Failure';
import { TitledPage } from './TitledPage';

interface FailedPageProps extends Pick<ComponentProps<typeof Failure>, 'error' | 'onRetry'> {
  /** What kind of thing it would be about. */
  readonly title: string;
  /** What could not be loaded, as a sentence. */
  readonly failure: string;
  readonly navigationAction?: ReactNode;
}

/** A page about one thing that could not be loaded: the way back, what the server said, and a button to ask it again. */
export const FailedPage = ({ title, failure, navigationAction = <BackButton />, error, onRetry }: FailedPageProps) => (
  <TitledPage title={title} navigationAction={navigationAction}>
    <Layouts.Content>
      <Failure error={error} title={failure} onRetry={onRetry} />
    </Layouts.Content>
  </TitledPage>
);
