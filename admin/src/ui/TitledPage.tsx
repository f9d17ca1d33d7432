import { Layouts, Page } from '@strapi/strapi/admin';
import type { ComponentProps, ReactNode } from 'react';

type HeaderProps = Pick<ComponentProps<typeof Layouts.Header>, 'subtitle' | 'navigationAction' | 'primaryAction'>;

interface TitledPageProps extends HeaderProps {
  /** Of the page and of the browser's tab. */
  readonly title: string;
  readonly isBusy?: boolean;
  /** Strapi's `Layouts.Content`, and a `Layouts.Action` above it where there is something to search or to filter. */
  readonly children: ReactNode;
}

/** A page with Strapi's header: what it is called, what can be done there, the way back. */
export const TitledPage = ({ title, isBusy, children, ...header }: TitledPageProps) => (
  <Page.Main aria-busy={isBusy}>
    <Page.Title>{title}</Page.Title>
    <Layouts.Header title={title} {...header} />
    {children}
  </Page.Main>
);
