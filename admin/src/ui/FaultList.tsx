import { Box, TextButton } from '@strapi/design-system';

import { Notice } from './Notice';
import { useTexts } from './useTexts';

/** Sentences shown above an editor; its fields show all of them. */
const MOST = 8;

/** One sentence, and the way to where it can be mended, where there is one. */
export interface FaultLine {
  readonly text: string;
  readonly onOpen?: () => void;
}

/** What keeps something from being saved, in one place, because fields with faults may be far apart. */
export const FaultList = ({ title, lines }: { title: string; lines: readonly FaultLine[] }) => {
  const t = useTexts();
  return (
    <Notice variant="danger" title={title}>
      <Box tag="ul">
        {lines.slice(0, MOST).map(({ text, onOpen }, index) => (
          <li key={`${index} ${text}`}>
            {onOpen ? (
              <TextButton onClick={onOpen} style={{ textAlign: 'left' }}>
                {text}
              </TextButton>
            ) : (
              text
            )}
          </li>
        ))}
        {lines.length > MOST && <li>{t('ui.and-more', { count: lines.length - MOST })}</li>}
      </Box>
    </Notice>
  );
};
