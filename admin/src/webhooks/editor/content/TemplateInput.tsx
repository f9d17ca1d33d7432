import { useRef, type KeyboardEvent } from 'react';
import { styled } from 'styled-components';

import { Code } from '../../../ui/Code';
import { highlight } from '../../../ui/highlight';
import { MONOSPACE } from '../../../ui/monospace';
import { useDraftField } from '../fields';

const Frame = styled.div<{ $hasError: boolean }>`
  position: relative;
  overflow: hidden;
  border: 1px solid ${({ theme, $hasError }) => ($hasError ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600}33;
  }
`;

/** Both layers must break lines at the same places, so they share every rule that moves a letter. */
const Layer = styled(Code)`
  min-height: 24rem;
  height: 100%;
  box-sizing: border-box;
`;

const Input = styled.textarea`
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  padding: ${({ theme }) => theme.spaces[3]};
  border: 0;
  outline: 0;
  resize: none;
  overflow: hidden;
  background: transparent;
  color: transparent;
  caret-color: ${({ theme }) => theme.colors.neutral800};
  font-family: ${MONOSPACE};
  font-size: 1.2rem;
  line-height: 1.8rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  tab-size: 2;
`;

/** A Liquid template: a plain textarea, so that everything a browser can do with text works, over a coloured copy of it. */
export const TemplateInput = ({ name }: { name: string }) => {
  const { value, set, error, isDisabled } = useDraftField<string>(name);
  const ref = useRef<HTMLTextAreaElement>(null);

  // Tab indents only inside a line: with nothing typed before it on the line, it leaves the field as everywhere else.
  const indent = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const lineStart = value.lastIndexOf('\n', selectionStart - 1) + 1;
    if (event.key !== 'Tab' || event.shiftKey || value.slice(lineStart, selectionStart) === '') return;
    event.preventDefault();
    set(`${value.slice(0, selectionStart)}  ${value.slice(selectionEnd)}`);
    requestAnimationFrame(() => ref.current?.setSelectionRange(selectionStart + 2, selectionStart + 2));
  };
  return (
    <Frame $hasError={error !== undefined}>
      <Layer aria-hidden>
        {highlight(value, 'liquid')}
        {'\n'}
      </Layer>
      <Input
        ref={ref}
        id={name}
        name={name}
        value={value}
        disabled={isDisabled}
        spellCheck={false}
        aria-describedby={error ? `${name}-error` : `${name}-hint`}
        aria-invalid={error !== undefined}
        onKeyDown={indent}
        onChange={(event) => set(event.target.value)}
      />
    </Frame>
  );
};
