/** Why a node does not start, in words that an operator can act on. */
export type StartRefusalCode =
  | 'config/invalid'
  | 'database/unreachable'
  | 'database/too-old'
  | 'database/roles'
  | 'schema/newer'
  | 'schema/changed'
  | 'keys/missing'
  | 'keys/foreign'
  | 'keys/unreadable'
  | 'retention/unusable'
  | 'federation/refused'
  | 'law/unreadable'
  | 'law/unsigned'
  | 'law/older'
  | 'law/other';

/** The node refuses to start. `message` is one plain sentence without any secret in it. */
export class StartRefusal extends Error {
  readonly code: StartRefusalCode;

  constructor(code: StartRefusalCode, sentence: string) {
    super(sentence);
    this.name = 'StartRefusal';
    this.code = code;
  }
}
