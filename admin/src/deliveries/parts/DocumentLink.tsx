import { Typography } from '@strapi/design-system';

import { useContentTypes, type DocumentRef } from '../../content-manager/content-types.api';
import { useTexts } from '../../ui/useTexts';
import { TextLink } from './TextLink';

/** The document an event is about, by the name of its type and its id, linked to the Content Manager where that may be opened. */
export const DocumentLink = ({ document }: { document: DocumentRef }) => {
  const t = useTexts();
  const { nameOf, pathOf } = useContentTypes();
  if (document.uid === null) return null;
  const name = t('deliveries.document', {
    type: nameOf(document.uid),
    id: document.documentId ?? '–',
    hasLocale: Boolean(document.locale),
    locale: document.locale,
  });
  const path = pathOf(document);
  return (
    <Typography variant="pi" textColor="neutral600" tag="span" style={{ overflowWrap: 'anywhere' }}>
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
