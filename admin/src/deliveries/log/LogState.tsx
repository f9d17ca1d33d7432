import { Button, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { EmptyPage } from '../../ui/EmptyPage';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { createPath } from '../../webhooks/paths';

/** Nothing was ever sent: says what makes deliveries appear. */
export const EmptyLog = () => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  return (
    <EmptyPage
      title={t('deliveries.empty.title')}
      hint={t('deliveries.empty.hint')}
      action={
        can.create && (
          <LinkButton tag={Link} to={createPath()} variant="secondary" startIcon={<Plus />}>
            {t('deliveries.empty.action')}
          </LinkButton>
        )
      }
    />
  );
};

/** Nothing among the rows that could be looked at in one go; a long log is searched in stretches. */
export const NothingYet = ({ onOlder }: { onOlder: () => void }) => {
  const t = useTexts();
  return (
    <EmptyPage
      title={t('deliveries.nothing-yet.title')}
      hint={t('deliveries.nothing-yet.hint')}
      action={
        <Button variant="secondary" onClick={onOlder}>
          {t('deliveries.nothing-yet.action')}
        </Button>
      }
    />
  );
};
