import { Typography } from '@strapi/design-system';

import { useContentTypes, type DocumentRef } from '../../content-manager/content-types.api';
import { TextLink } from '../../ui/TextLink';
import { useTexts } from '../../ui/useTexts';
import { useSubmissionOf } from './useSubmissionOf';

/** Enough of an id to tell the documents of one page apart; the rest is in the title. */
const SHORT_ID = 8;

/**
 * The document or the submission an event is about, by the name of its type or form and its id, linked to the Content Manager or the inbox where
 * that may be opened.
 */
export const DocumentLink = ({ document, isShort = false }: { document: DocumentRef; isShort?: boolean }) => {
  const t = useTexts();
  const { nameOf, pathOf } = useContentTypes();
  const submission = useSubmissionOf(document);
  if (document.uid === null) return null;
  const name = t('deliveries.document', {
    type: submission.form?.title ?? submission.key ?? nameOf(document.uid),
    id: (isShort ? document.documentId?.slice(0, SHORT_ID) : document.documentId) ?? '–',
    hasLocale: Boolean(document.locale),
    locale: document.locale,
  });
  const path = submission.path ?? pathOf(document);
  return (
    <Typography
      variant="pi"
      textColor="neutral600"
      tag="span"
      title={document.documentId ?? undefined}
      style={{ overflowWrap: 'anywhere' }}
    >
      {path ? (
        <TextLink to={path} onClick={(event) => event.stopPropagation()}>
          {name}
        </TextLink>
      ) : (
        name
      )}
    </Typography>
  );
};
