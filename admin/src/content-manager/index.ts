import type { StrapiApp } from '@strapi/strapi/admin';

import { DocumentPanel, type PanelProps } from './DocumentPanel';

/** The one part of the Content Manager's interface that is used here. */
interface ContentManagerApis {
  readonly addEditViewSidePanel: (panels: readonly ((props: PanelProps) => ReturnType<typeof DocumentPanel>)[]) => void;
}

const isContentManager = (apis: unknown): apis is ContentManagerApis =>
  typeof apis === 'object' && apis !== null && 'addEditViewSidePanel' in apis;

/** Adds the "Webhooks" panel to the Content Manager's edit view. */
export const registerContentManagerPanel = (app: StrapiApp): void => {
  const apis: unknown = app.getPlugin('content-manager')?.apis;
  if (isContentManager(apis)) apis.addEditViewSidePanel([DocumentPanel]);
};
