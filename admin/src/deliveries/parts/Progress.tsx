import { styled } from 'styled-components';

const Track = styled.div`
  height: 0.8rem;
  width: 100%;
  overflow: hidden;
  border-radius: 0.4rem;
  background: ${({ theme }) => theme.colors.neutral150};
`;

const Fill = styled.div<{ $percent: number }>`
  height: 100%;
  width: ${({ $percent }) => $percent}%;
  background: ${({ theme }) => theme.colors.primary600};

  @media (prefers-reduced-motion: no-preference) {
    transition: width 0.3s;
  }
`;

/** How much of a long action is done. The design system's bar has one width, and colours that read the wrong way round in a dialog. */
export const Progress = ({ label, done, total }: { label: string; done: number; total: number }) => (
  <Track role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={Math.min(done, total)}>
    <Fill $percent={Math.min(100, (done / Math.max(1, total)) * 100)} />
  </Track>
);
