export {
  FederationFile,
  FederationNode,
  FederationStatement,
  Message,
  MessageBody,
  SignedMessage,
} from './model.ts';
