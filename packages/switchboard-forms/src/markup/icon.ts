import { h, type Markup } from './node';

const PATHS = {
  stars: 'M12 2.6l2.9 6 6.6.9-4.8 4.6 1.2 6.5L12 17.5l-5.9 3.1 1.2-6.5L2.5 9.5l6.6-.9z',
  hearts: 'M12 20.6S3 15.2 3 8.9C3 6 5.2 4 7.6 4c1.8 0 3.4 1 4.4 2.7C13 5 14.6 4 16.4 4 18.8 4 21 6 21 8.9c0 6.3-9 11.7-9 11.7z',
} as const;

/** A picture beside a text that says the same. */
export const icon = (name: keyof typeof PATHS): Markup =>
  h(
    'svg',
    { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    h('path', { d: PATHS[name], 'stroke-linejoin': 'round' })
  );
