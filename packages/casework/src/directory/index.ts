export { addMember, joinNode, nodeInformation, readDirectory, revokeDevice } from './contract.ts';
export {
  DESK_KINDS,
  DeskCertificate,
  DeskKind,
  DeskMembership,
  DeskSubject,
  DeviceCertificate,
  DeviceSubject,
  MemberCertificate,
  MemberSubject,
  Name,
  OrganisationStatement,
  SignInRecord,
} from './model.ts';
