/** What the events of benchmarks carry: about 2 kB as JSON. */
export const dataOf = (n: number) => ({
  number: n,
  title: 'The plan for the year',
  text: 'Content systems sit in the middle of everything. '.repeat(36),
});
