export { decideGrant, isLive, LONGEST_GRANT_DAYS } from './decide.ts';
export type { GrantFacts, GrantGiven } from './decide.ts';
export { mayHold, needToKnow } from './need-to-know.ts';
export type { NeedToKnow, Right } from './need-to-know.ts';
export { giveGrant, revokeGrant, rewrapGrant } from './contract.ts';
export {
  Authorisation,
  AuthorisationStatement,
  AuthorisationView,
  DRAWER_CLASSES,
  DrawerClass,
  Grant,
  GrantBasis,
  GrantStatement,
  GrantView,
} from './model.ts';
