import { IconButton, Menu } from '@strapi/design-system';
import { More } from '@strapi/icons';
import type { ReactNode } from 'react';

interface ActionMenuProps {
  readonly label: string;
  readonly variant?: 'ghost' | 'tertiary';
  /** Its `MenuItem`s. */
  readonly children: ReactNode;
}

/** What can be done with one thing, behind three dots, all of it in sight: the design system's simple menu hides what comes after the fourth. */
export const ActionMenu = ({ label, variant = 'tertiary', children }: ActionMenuProps) => (
  <Menu.Root>
    <Menu.Trigger tag={IconButton} icon={<More />} label={label} variant={variant} />
    <Menu.Content maxHeight="none" popoverPlacement="bottom-end">
      {children}
    </Menu.Content>
  </Menu.Root>
);
