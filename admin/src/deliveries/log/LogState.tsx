import { Button, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { PLUGIN_ID } from '../../../../shared/permissions';
import { EmptyPage } from '../../ui/EmptyPage';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';

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
          <LinkButton tag={Link} to={`/plugins/${PLUGIN_ID}/webhooks/create`} variant="secondary" startIcon={<Plus />}>
            {t('deliveries.empty.action')}
          </LinkButton>
        )
      }
    />
  );
};

/** Nothing matches: the way out is to ask for less. */
export const NothingMatches = ({ onClear }: { onClear: () => void }) => {
  const t = useTexts();
  return (
    <EmptyPage
      title={t('deliveries.nothing.title')}
      hint={t('deliveries.nothing.hint')}
      action={
        <Button variant="secondary" onClick={onClear}>
          {t('ui.filter.clear-all')}
        </Button>
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
