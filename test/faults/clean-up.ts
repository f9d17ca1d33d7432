// A run that is ended from outside takes its processes along: they are killed as this one exits, and a signal alone would skip that. Without
// the runner (its channel is closed) there is nobody left to run for.
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.once(event, () => process.exit(1));
