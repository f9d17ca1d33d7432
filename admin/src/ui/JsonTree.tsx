import { useState, type ReactNode } from 'react';
import { styled } from 'styled-components';

import { Code } from './Code';
import { useTexts } from './useTexts';

/** Members of one object or list that are drawn before somebody asks for more. */
const FIRST_MEMBERS = 100;
/** What lies deeper starts folded. */
const OPEN_DEPTH = 3;

const Line = styled.div<{ $depth: number }>`
  position: relative;
  padding-left: calc(${({ $depth }) => $depth} * 1.6rem + 1.6rem);
`;

const Toggle = styled.button<{ $depth: number }>`
  position: absolute;
  left: calc(${({ $depth }) => $depth} * 1.6rem);
  width: 1.6rem;
  height: 1.8rem;
  padding: 0;
  border: 0;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  color: ${({ theme }) => theme.colors.neutral500};
  cursor: pointer;
  font: inherit;

  &:hover {
    color: ${({ theme }) => theme.colors.primary600};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

const Note = styled.button`
  padding: 0 ${({ theme }) => theme.spaces[1]};
  border: 0;
  background: none;
  color: ${({ theme }) => theme.colors.neutral500};
  cursor: pointer;
  font: inherit;
`;

const Scalar = ({ value }: { value: unknown }) => {
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'keyword';
  return <span className={kind}>{JSON.stringify(value)}</span>;
};

interface NodeProps {
  readonly value: unknown;
  readonly name: string | null;
  readonly depth: number;
  readonly isLast: boolean;
}

const Name = ({ name }: { name: string | null }) =>
  name === null ? null : (
    <>
      <span className="key">{JSON.stringify(name)}</span>
      {': '}
    </>
  );

const Branch = ({ value, name, depth, isLast }: NodeProps & { value: object }) => {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(depth < OPEN_DEPTH);
  const [limit, setLimit] = useState(FIRST_MEMBERS);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const members = Object.entries(value);
  const comma = isLast ? '' : ',';
  const label = name ?? (isList ? '[]' : '{}');
  const note = t(isList ? 'ui.code.items' : 'ui.code.fields', { count: members.length });

  if (members.length === 0) {
    return (
      <Line $depth={depth}>
        <Name name={name} />
        {open + close + comma}
      </Line>
    );
  }
  return (
    <>
      <Line $depth={depth}>
        <Toggle
          $depth={depth}
          type="button"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'ui.code.fold' : 'ui.code.unfold', { name: label })}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span aria-hidden>{isOpen ? '▾' : '▸'}</span>
        </Toggle>
        <Name name={name} />
        {open}
        {!isOpen && (
          <>
            <Note type="button" tabIndex={-1} onClick={() => setIsOpen(true)}>
              {note}
            </Note>
            {close + comma}
          </>
        )}
      </Line>
      {isOpen && (
        <>
          {members.slice(0, limit).map(([key, member], index) => (
            <JsonNode key={key} value={member} name={isList ? null : key} depth={depth + 1} isLast={index === members.length - 1} />
          ))}
          {members.length > limit && (
            <Line $depth={depth + 1}>
              <Note type="button" onClick={() => setLimit(limit * 10)}>
                {`… ${note}`}
              </Note>
            </Line>
          )}
          <Line $depth={depth}>{close + comma}</Line>
        </>
      )}
    </>
  );
};

const JsonNode = (props: NodeProps): ReactNode =>
  typeof props.value === 'object' && props.value !== null ? (
    <Branch {...props} value={props.value} />
  ) : (
    <Line $depth={props.depth}>
      <Name name={props.name} />
      <Scalar value={props.value} />
      {props.isLast ? '' : ','}
    </Line>
  );

/** JSON as lines that fold, deep and long parts folded at first. */
export const JsonTree = ({ value }: { value: object }) => (
  <Code as="div" style={{ paddingLeft: 0 }}>
    <JsonNode value={value} name={null} depth={0} isLast />
  </Code>
);
