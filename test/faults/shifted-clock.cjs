'use strict';

/**
 * Loaded before a process (`node --require`): its clock is off by CLOCK_OFF_BY_MS from the start, and by CLOCK_STEP_MS more after each SIGUSR2.
 * Clocks that never step (`performance.now`, timers) stay as they are, as on a real machine.
 */
const RealDate = Date;
let offByMs = Number(process.env.CLOCK_OFF_BY_MS ?? 0);

class ShiftedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offByMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + offByMs;
  }
}

// As a function: `Date()` without `new` is text.
globalThis.Date = new Proxy(ShiftedDate, { apply: () => new ShiftedDate().toString() });

process.on('SIGUSR2', () => {
  offByMs += Number(process.env.CLOCK_STEP_MS ?? 0);
  process.stdout.write(`the clock is now off by ${offByMs} ms\n`);
});
