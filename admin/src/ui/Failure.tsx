import { Button } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useAPIErrorHandler } from '@strapi/strapi/admin';

import { EmptyPage } from './EmptyPage';
import { useTexts } from './useTexts';

type ApiFailure = Parameters<ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']>[0];

interface FailureProps {
  readonly error: unknown;
  /** What could not be loaded, as a sentence. */
  readonly title: string;
  readonly onRetry: () => unknown;
}

/** A screen that could not be loaded: what the server said, and a button to ask it again. */
export const Failure = ({ error, title, onRetry }: FailureProps) => {
  const t = useTexts();
  const { _unstableFormatAPIError: sentenceOf } = useAPIErrorHandler();
  return (
    <div role="alert">
      <EmptyPage
        icon={<WarningCircle width="4rem" height="4rem" fill="danger600" />}
        title={title}
        hint={sentenceOf(error as ApiFailure)}
        action={
          <Button variant="secondary" onClick={() => void onRetry()}>
            {t('ui.retry')}
          </Button>
        }
      />
    </div>
  );
};
