import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import type { EventPattern } from '../../../../../shared/contracts';
import { useTexts } from '../../../ui/useTexts';
import { coverageOf, toggled } from '../../event-coverage';
import { useDraftField } from '../fields';

/* Positioned, or the hidden inputs of the checkboxes, which are laid out absolutely, would widen the whole page. */
const Scroll = styled.div`
  position: relative;
  overflow: auto;
  max-height: 48rem;
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

const Grid = styled.table`
  width: 100%;
  border-collapse: separate;
  border-spacing: 0;

  th,
  td {
    font-weight: 400;
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
    text-align: center;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    background: ${({ theme }) => theme.colors.neutral0};
  }
  tr:last-child > * {
    border-bottom: 0;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 2;
    background: ${({ theme }) => theme.colors.neutral100};
  }
  th:first-child {
    position: sticky;
    left: 0;
    z-index: 1;
    text-align: left;
    min-width: 16rem;
  }
  thead th:first-child {
    z-index: 3;
  }
  tbody tr:hover > * {
    background: ${({ theme }) => theme.colors.neutral100};
  }
`;

interface EventTableProps {
  readonly label: string;
  /** Stands over the names of the rows. */
  readonly corner: string;
  readonly columns: readonly { readonly type: string; readonly name: string }[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** Things by kinds of events. */
export const EventTable = ({ label, corner, columns, children }: EventTableProps) => (
  // A scrolling area must be reachable by keyboard.
  <Scroll tabIndex={0} role="region" aria-label={label}>
    <Grid>
      <thead>
        <tr>
          {[{ type: '', name: corner }, ...columns].map(({ type, name }) => (
            <th key={type} scope="col">
              <Typography variant="sigma" textColor="neutral600">
                {name}
              </Typography>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Grid>
  </Scroll>
);

/** The row that stands for all things, those to come too. */
export const EveryRow = ({ name, children }: { name: string; children: ReactNode }) => {
  const t = useTexts();
  return (
    <tr>
      <th scope="row">
        <Typography fontWeight="bold" tag="p">
          {name}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.events.every-type-hint')}
        </Typography>
      </th>
      {children}
    </tr>
  );
};

interface CellProps {
  readonly type: string;
  /** `null`: whatever it is about. */
  readonly uid: string | null;
  readonly label: string;
}

/** Whether one kind of event about one thing is wanted; what a wider choice includes is ticked and fixed. */
export const Cell = ({ type, uid, label }: CellProps) => {
  const t = useTexts();
  const { value: events, set, isDisabled } = useDraftField<readonly EventPattern[]>('events');
  const coverage = coverageOf(events, type, uid);
  return (
    <td title={coverage === 'included' ? t('webhooks.events.included') : undefined}>
      <Flex justifyContent="center">
        <Checkbox
          aria-label={coverage === 'included' ? `${label} (${t('webhooks.events.included')})` : label}
          checked={coverage !== 'none'}
          disabled={isDisabled || coverage === 'included'}
          onCheckedChange={() => set(toggled(events, type, uid))}
        />
      </Flex>
    </td>
  );
};
