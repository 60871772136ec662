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
