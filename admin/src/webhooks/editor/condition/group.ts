import type { Condition } from '../../../../../shared/contracts';

export const GROUP_MODES = ['all', 'any', 'not-all', 'none'] as const;
/** How the conditions of a group are taken together, in the words of the builder: `not` is never shown by itself. */
export type GroupMode = (typeof GROUP_MODES)[number];

export interface Group {
  readonly mode: GroupMode;
  readonly of: readonly Condition[];
}

export type Comparison = Extract<Condition, { kind: 'compare' }>;

/** A condition as a group; a single comparison is a group of one. */
export const groupOf = (condition: Condition): Group => {
  if (condition.kind === 'all' || condition.kind === 'any') return { mode: condition.kind, of: condition.of };
  if (condition.kind === 'compare') return { mode: 'all', of: [condition] };
  const inner = condition.of;
  if (inner.kind === 'all') return { mode: 'not-all', of: inner.of };
  if (inner.kind === 'any') return { mode: 'none', of: inner.of };
  return { mode: 'none', of: [inner] };
};

/** The condition that a group stands for. */
export const conditionOf = ({ mode, of }: Group): Condition => {
  switch (mode) {
    case 'all':
    case 'any':
      return { kind: mode, of };
    case 'not-all':
      return { kind: 'not', of: { kind: 'all', of } };
    case 'none':
      return { kind: 'not', of: { kind: 'any', of } };
  }
};

/** Where the members of a group stand in the condition, for faults found by the server: `condition.of.of` under a `not`. */
export const membersPath = (path: string, { kind }: Condition, mode: GroupMode): string => {
  if (kind === 'not') return mode === 'all' || mode === 'any' ? `${path}.of` : `${path}.of.of`;
  return `${path}.of`;
};

/** A comparison that is still to be filled in. */
export const emptyComparison = (): Comparison => ({ kind: 'compare', field: '', operator: 'is', value: '' });
