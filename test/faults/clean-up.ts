// A run that is ended from outside takes its processes along: they are killed as this one exits, and a signal alone would skip that.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
