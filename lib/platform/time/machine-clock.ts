/** The clocks of one machine, in milliseconds. Either may be wrong, and they may disagree with each other. */
export type MachineClock = {
  /** Since the epoch. Somebody can set it, forwards and backwards. */
  wallMs(): number;
  /** Since some moment in the past. It never runs backwards, and may stand still while the machine sleeps. */
  monotonicMs(): number;
};

/** The clocks of the machine that this process runs on. Nothing else in the product reads them. */
export const machineClock: MachineClock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
