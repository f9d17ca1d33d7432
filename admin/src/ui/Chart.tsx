import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { styled, useTheme, type DefaultTheme } from 'styled-components';

import { useTexts } from './useTexts';

/** A colour token of the design system. */
export type ChartColor = keyof DefaultTheme['colors'] & string;

export interface Series {
  /** Which of a point's values it shows. */
  readonly key: string;
  readonly label: string;
  readonly color: ChartColor;
}

export interface ChartPoint {
  /** ISO 8601; the start of the span a bar stands for. */
  readonly at: string;
  readonly values: Readonly<Record<string, number | null>>;
}

interface ChartProps {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly Series[];
  readonly formatAt: (at: string) => string;
  readonly formatValue?: (value: number) => string;
  /** Pixels. */
  readonly height?: number;
}

const MARGIN = { top: 8, right: 8, bottom: 22, left: 44 };

/** The smallest round number that is not below the value; half of it is round too, because an axis is marked there. */
export const niceCeiling = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
};

const useWidth = () => {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
};

const DataTable = styled.table`
  width: 100%;
  border-collapse: collapse;
  font-size: 1.2rem;
  color: ${({ theme }) => theme.colors.neutral800};
  font-variant-numeric: tabular-nums;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
    text-align: right;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    white-space: nowrap;
  }
  th:first-child {
    text-align: left;
  }
  thead th {
    position: sticky;
    top: 0;
    background: ${({ theme }) => theme.colors.neutral0};
    color: ${({ theme }) => theme.colors.neutral600};
    font-weight: 600;
  }
`;

const Values = ({ label, points, series, formatAt, formatValue = String, height }: ChartProps) => {
  const t = useTexts();
  return (
    // A scrolling area must be reachable by keyboard.
    <Box overflow="auto" maxHeight={`${height}px`} tabIndex={0} role="region" aria-label={label}>
      <DataTable aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('ui.chart.time')}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{formatAt(point.at)}</th>
              {series.map((one) => {
                const value = point.values[one.key];
                return <td key={one.key}>{value === null || value === undefined ? '–' : formatValue(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Box>
  );
};

const Swatch = styled.span<{ $color: ChartColor }>`
  width: 0.8rem;
  height: 0.8rem;
  border-radius: 2px;
  background: ${({ theme, $color }) => theme.colors[$color]};
`;

interface PlotProps extends ChartProps {
  readonly width: number;
  readonly height: number;
  readonly max: number;
  readonly drawn: (scale: { x: (index: number) => number; y: (value: number) => number; step: number }) => ReactNode;
}

const Plot = ({ label, points, series, formatAt, formatValue = String, width, height, max, drawn }: PlotProps) => {
  const { colors } = useTheme();
  const [active, setActive] = useState<number | null>(null);
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(points.length, 1);
  const x = (index: number) => MARGIN.left + index * step;
  const y = (value: number) => MARGIN.top + (height - MARGIN.top - MARGIN.bottom) * (1 - value / max);
  const ticks = [0, max / 2, max];
  // As many time labels as fit without touching.
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor(width / 90))));
  const point = active === null ? undefined : points[active];
  const activeX = active === null ? 0 : x(active) + step / 2;

  return (
    <Box position="relative">
      <svg width={width} height={height} role="img" aria-label={label} onPointerLeave={() => setActive(null)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} stroke={colors.neutral150} />
            <text x={MARGIN.left - 8} y={y(tick) + 4} textAnchor="end" fontSize={11} fill={colors.neutral600}>
              {formatValue(tick)}
            </text>
          </g>
        ))}
        {points.map((one, index) =>
          index % every === 0 ? (
            <text key={one.at} x={x(index) + step / 2} y={height - 6} textAnchor="middle" fontSize={11} fill={colors.neutral600}>
              {formatAt(one.at)}
            </text>
          ) : null
        )}
        {point && (
          <rect
            x={x(active ?? 0)}
            y={MARGIN.top}
            width={step}
            height={height - MARGIN.top - MARGIN.bottom}
            fill={colors.neutral150}
          />
        )}
        {drawn({ x, y, step })}
        {points.map((one, index) => (
          <rect
            key={one.at}
            x={x(index)}
            y={0}
            width={step}
            height={height}
            fill="transparent"
            onPointerEnter={() => setActive(index)}
          />
        ))}
      </svg>
      {point && (
        <Box
          position="absolute"
          background="neutral0"
          borderColor="neutral200"
          shadow="popupShadow"
          hasRadius
          padding={2}
          pointerEvents="none"
          style={{
            top: 0,
            left: activeX,
            transform: activeX > width / 2 ? 'translateX(calc(-100% - 1.2rem))' : 'translateX(1.2rem)',
            whiteSpace: 'nowrap',
          }}
        >
          <Typography variant="pi" fontWeight="bold" tag="p">
            {formatAt(point.at)}
          </Typography>
          {series.map((one) => {
            const value = point.values[one.key];
            return (
              <Flex key={one.key} gap={2}>
                <Swatch $color={one.color} aria-hidden />
                <Typography variant="pi">{`${one.label}: ${value === null || value === undefined ? '–' : formatValue(value)}`}</Typography>
              </Flex>
            );
          })}
        </Box>
      )}
    </Box>
  );
};

const ChartFrame = ({ chart, children }: { chart: ChartProps; children: (width: number) => ReactNode }) => {
  const t = useTexts();
  const [ref, width] = useWidth();
  const [isTable, setIsTable] = useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Flex gap={4} wrap="wrap">
          {chart.series.map((one) => (
            <Flex key={one.key} gap={2}>
              <Swatch $color={one.color} aria-hidden />
              <Typography variant="pi" textColor="neutral600">
                {one.label}
              </Typography>
            </Flex>
          ))}
        </Flex>
        <TextButton onClick={() => setIsTable(!isTable)} aria-pressed={isTable}>
          {t(isTable ? 'ui.chart.as-chart' : 'ui.chart.as-table')}
        </TextButton>
      </Flex>
      <Box ref={ref} minHeight={`${chart.height}px`} overflow="hidden">
        {isTable ? <Values {...chart} /> : width > 0 && children(width)}
      </Box>
    </Flex>
  );
};

/** Bars over time, one span each, the series stacked from the axis upwards. */
export const BarChart = ({ height = 200, ...rest }: ChartProps) => {
  const chart = { ...rest, height };
  const { colors } = useTheme();
  const sums = chart.points.map((point) => chart.series.reduce((sum, { key }) => sum + (point.values[key] ?? 0), 0));
  const max = niceCeiling(Math.max(2, ...sums));
  return (
    <ChartFrame chart={chart}>
      {(width) => (
        <Plot
          {...chart}
          width={width}
          max={max}
          drawn={({ x, y, step }) => {
            const gap = Math.min(4, step * 0.2);
            return chart.points.map((point, index) => {
              let base = 0;
              return chart.series.map(({ key, color }) => {
                const value = point.values[key] ?? 0;
                const top = y(base + value);
                const bottom = y(base);
                base += value;
                if (value === 0) return null;
                // A single failure among thousands must not vanish.
                return (
                  <rect
                    key={`${point.at}${key}`}
                    x={x(index) + gap / 2}
                    width={Math.max(1, step - gap)}
                    y={Math.min(top, bottom - 1)}
                    height={Math.max(1, bottom - top)}
                    rx={Math.min(2, step / 4)}
                    fill={colors[color]}
                  />
                );
              });
            });
          }}
        />
      )}
    </ChartFrame>
  );
};

/** Runs of neighbouring points that have a value: a line is broken where there is none. */
const runsOf = (points: readonly ChartPoint[], key: string) => {
  const runs: { index: number; value: number }[][] = [[]];
  points.forEach((point, index) => {
    const value = point.values[key];
    if (value === null || value === undefined) runs.push([]);
    else runs.at(-1)?.push({ index, value });
  });
  return runs.filter((run) => run.length > 0);
};

/** Lines over time; a point without a value leaves a gap. */
export const LineChart = ({ height = 200, ...rest }: ChartProps) => {
  const chart = { ...rest, height };
  const { colors } = useTheme();
  const values = chart.points.flatMap((point) => chart.series.map(({ key }) => point.values[key] ?? 0));
  const max = niceCeiling(Math.max(1, ...values));
  return (
    <ChartFrame chart={chart}>
      {(width) => (
        <Plot
          {...chart}
          width={width}
          max={max}
          drawn={({ x, y, step }) =>
            chart.series.flatMap(({ key, color }) =>
              runsOf(chart.points, key).map((run) => {
                const place = ({ index, value }: { index: number; value: number }) => `${x(index) + step / 2},${y(value)}`;
                const [first] = run;
                return run.length === 1 && first ? (
                  <circle
                    key={`${key}${first.index}`}
                    cx={x(first.index) + step / 2}
                    cy={y(first.value)}
                    r={2.5}
                    fill={colors[color]}
                  />
                ) : (
                  <polyline
                    key={`${key}${first?.index}`}
                    points={run.map(place).join(' ')}
                    fill="none"
                    stroke={colors[color]}
                    strokeWidth={2}
                    strokeLinejoin="round"
                    strokeLinecap="round"
                  />
                );
              })
            )
          }
        />
      )}
    </ChartFrame>
  );
};

interface SparkbarsProps {
  /** Says in words what the bars show: there is no axis. */
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly Series[];
  readonly width?: number;
  readonly height?: number;
}

/** A word-sized bar chart for table cells. An hour with nothing keeps a faint foot, so that gaps are seen as gaps. */
export const Sparkbars = ({ label, points, series, width = 120, height = 28 }: SparkbarsProps) => {
  const { colors } = useTheme();
  const sums = points.map((point) => series.reduce((sum, { key }) => sum + (point.values[key] ?? 0), 0));
  const max = Math.max(1, ...sums);
  const step = width / Math.max(1, points.length);
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      <title>{label}</title>
      {points.map((point, index) => {
        let bottom = height;
        const bar = { x: index * step + 0.5, width: Math.max(1, step - 1.5) };
        if (sums[index] === 0) return <rect key={point.at} {...bar} y={height - 2} height={2} fill={colors.neutral200} />;
        return series.map(({ key, color }) => {
          const value = point.values[key] ?? 0;
          if (value === 0) return null;
          const size = Math.max(2, (value / max) * height);
          bottom -= size;
          return <rect key={`${point.at}${key}`} {...bar} y={Math.max(0, bottom)} height={size} fill={colors[color]} />;
        });
      })}
    </svg>
  );
};
