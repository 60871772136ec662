export { Clock, putClock, readClocks } from './contract.ts';
