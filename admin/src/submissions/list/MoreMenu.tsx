import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { Clock, More, User } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { useTexts } from '../../ui/useTexts';
import { personPath, purgesPath } from '../paths';

/** What is about all forms, and rarely wanted. */
export const MoreMenu = ({ canErase }: { canErase: boolean }) => {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <SimpleMenu tag={IconButton} icon={<More />} label={t('submissions.more')} endIcon={null} popoverPlacement="bottom-end">
      {canErase && (
        <MenuItem startIcon={<User />} onSelect={() => navigate(personPath)}>
          {t('person.title')}
        </MenuItem>
      )}
      <MenuItem startIcon={<Clock />} onSelect={() => navigate(purgesPath)}>
        {t('purges.title')}
      </MenuItem>
    </SimpleMenu>
  );
};
