export { endSession, fetchChallenge, fetchSealedKeys, readMe, startSession } from './contract.ts';
