import { Button } from '@strapi/design-system';

import { EmptyPage } from '../EmptyPage';
import { useTexts } from '../useTexts';

interface NothingFoundProps {
  readonly title: string;
  readonly hint: string;
  readonly onClear: () => void;
}

/** Where the filters leave nothing: the way out is to ask for less. */
export const NothingFound = ({ title, hint, onClear }: NothingFoundProps) => {
  const t = useTexts();
  return (
    <EmptyPage
      title={title}
      hint={hint}
      action={
        <Button variant="secondary" onClick={onClear}>
          {t('ui.filter.clear-all')}
        </Button>
      }
    />
  );
};
