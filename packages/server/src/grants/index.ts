export { checkGrantSignature, judgeGrant } from './check.ts';
export { grantRoutes } from './http.ts';
export { recordGrant } from './record.ts';
export {
  endVersion,
  findAuthorisation,
  findLiveGrant,
  holdsOfFile,
  insertGrant,
  listAuthorisations,
  listEndedGrants,
  listGrants,
  listLiveGrants,
  viewOf,
} from './store.ts';
export type { GrantRow } from './store.ts';
