import { Box, TextButton, Typography } from '@strapi/design-system';
import { useMemo, useState } from 'react';

import { Code } from './Code';
import { CodeFrame } from './CodeFrame';
import { highlight } from './highlight';
import { JsonTree } from './JsonTree';
import type { Language } from './language';
import { useTexts } from './useTexts';

/** Above this many characters a text is shown as it is: colouring and folding it would freeze the page. */
const LONGEST_TREE = 300_000;
/** Lines of a plain text that are drawn before somebody asks for all. */
const FIRST_LINES = 1_000;

interface CodeBlockProps {
  readonly code: string;
  /** `auto` shows JSON as a foldable tree and everything else as it is. */
  readonly language?: Language | 'auto';
  readonly label: string;
  /** CSS length; longer code scrolls. */
  readonly maxHeight?: string;
}

/** Parsed JSON, only where there is something to fold. */
const parseFoldable = (code: string): object | undefined => {
  if (code.length > LONGEST_TREE || !/^\s*[[{]/.test(code)) return undefined;
  try {
    const value: unknown = JSON.parse(code);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const Lines = ({ code, language }: { code: string; language: Language }) => {
  const t = useTexts();
  const [isWhole, setIsWhole] = useState(false);
  const lines = useMemo(() => code.split('\n'), [code]);
  const shown = isWhole || lines.length <= FIRST_LINES ? code : lines.slice(0, FIRST_LINES).join('\n');
  return (
    <>
      <Code>{shown.length > LONGEST_TREE ? shown : highlight(shown, language)}</Code>
      {shown !== code && (
        <Box padding={3}>
          <TextButton onClick={() => setIsWhole(true)}>{t('ui.code.show-all', { count: lines.length })}</TextButton>
        </Box>
      )}
    </>
  );
};

/** Code, a body or a payload: highlighted, foldable where it is JSON, copied exactly as it was sent. */
export const CodeBlock = ({ code, language = 'auto', label, maxHeight }: CodeBlockProps) => {
  const t = useTexts();
  const [isRaw, setIsRaw] = useState(false);
  const tree = useMemo(() => (language === 'auto' || language === 'json' ? parseFoldable(code) : undefined), [code, language]);
  const toggle = tree && (
    <TextButton onClick={() => setIsRaw(!isRaw)} aria-pressed={isRaw}>
      {isRaw ? t('ui.code.pretty') : t('ui.code.raw')}
    </TextButton>
  );
  return (
    <CodeFrame label={label} copyText={code} actions={toggle} maxHeight={maxHeight}>
      {code === '' ? (
        <Box padding={3}>
          <Typography variant="pi" textColor="neutral600">
            {t('ui.code.empty')}
          </Typography>
        </Box>
      ) : tree && !isRaw ? (
        <JsonTree value={tree} />
      ) : (
        <Lines code={code} language={language === 'auto' ? 'plain' : language} />
      )}
    </CodeFrame>
  );
};
