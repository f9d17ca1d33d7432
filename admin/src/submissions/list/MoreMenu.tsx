import { MenuItem } from '@strapi/design-system';
import { Clock, User } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { ActionMenu } from '../../ui/ActionMenu';
import { useTexts } from '../../ui/useTexts';
import { personPath, purgesPath } from '../paths';

/** What is about all forms, and rarely wanted. */
export const MoreMenu = ({ canErase }: { canErase: boolean }) => {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <ActionMenu label={t('submissions.more')}>
      {canErase && (
        <MenuItem startIcon={<User />} onSelect={() => navigate(personPath)}>
          {t('person.title')}
        </MenuItem>
      )}
      <MenuItem startIcon={<Clock />} onSelect={() => navigate(purgesPath)}>
        {t('purges.title')}
      </MenuItem>
    </ActionMenu>
  );
};
