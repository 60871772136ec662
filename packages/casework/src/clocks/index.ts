export { Clock, putClock, readClocks } from './contract.ts';
export { clockState, ClockSet, decideClock, foldClocks } from './clocks.ts';
export type { ClockMeaning, ClockMeanings } from './clocks.ts';
