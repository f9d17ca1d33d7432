import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

export interface Counted {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

const Rows = styled.table`
  width: 100%;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => theme.spaces[2]} 0;
    text-align: start;
    vertical-align: middle;
  }
  th[scope='row'] {
    width: 35%;
    font-weight: 400;
    overflow-wrap: anywhere;
    padding-inline-end: ${({ theme }) => theme.spaces[4]};
  }
  td:last-child {
    width: 9rem;
    padding-inline-start: ${({ theme }) => theme.spaces[4]};
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
`;

const Track = styled.div`
  height: 1.2rem;
  overflow: hidden;
  border-radius: 0.4rem;
  background: ${({ theme }) => theme.colors.neutral150};
`;

const Bar = styled.div<{ $percent: number; $isBad: boolean }>`
  height: 100%;
  width: ${({ $percent }) => $percent}%;
  background: ${({ theme, $isBad }) => ($isBad ? theme.colors.danger500 : theme.colors.primary600)};
`;

interface CountsProps {
  readonly caption: string;
  /** What each row is, and what its number is. */
  readonly columns: readonly [what: string, number: string];
  readonly rows: readonly Counted[];
  /** Of which the rows are parts. */
  readonly total: number;
  readonly isBad?: boolean;
}

/** Numbers as bars, and the table that they are: each bar stands in its row beside its number. */
export const Counts = ({ caption, columns, rows, total, isBad = false }: CountsProps) => {
  const { formatNumber } = useIntl();
  const shareOf = (count: number): number => (total === 0 ? 0 : Math.min(1, count / total));
  return (
    <Rows>
      <caption hidden>{caption}</caption>
      <thead hidden>
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col" />
          <th scope="col">{columns[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, count }) => (
          <tr key={id}>
            <th scope="row">
              <Typography textColor="neutral800">{label}</Typography>
            </th>
            <td aria-hidden>
              <Track>
                <Bar $percent={shareOf(count) * 100} $isBad={isBad} />
              </Track>
            </td>
            <td>
              <Typography textColor="neutral800">
                {formatNumber(count)} · {formatNumber(shareOf(count), { style: 'percent', maximumFractionDigits: 0 })}
              </Typography>
            </td>
          </tr>
        ))}
      </tbody>
    </Rows>
  );
};
