/** Two members who sign against the ordinary way, with real keys. */
import { randomUUID } from 'node:crypto';
import {
  type ActStatement,
  askAct,
  type Review,
  reviewAct,
  secondAct,
  type SignedAct,
} from '@amparo/casework/keeping';
import { addMember } from '@amparo/casework/directory';
import {
  randomBytes,
  sealWithKey,
  sha256,
  signStatement,
  toBase64url,
  utf8,
  wrapTo,
} from '@amparo/seal';
import { type AtWork, makeMember, signIn, type TestDesk } from './people.ts';
import type { TestNode } from './test-node.ts';

/** A colleague at a desk, added by its lead and at work. */
export async function joinDesk(
  node: TestNode,
  lead: AtWork,
  desk: TestDesk,
  role: 'lead' | 'member' = 'member',
): Promise<AtWork> {
  const member = await makeMember([desk], role);
  const input = { signIn: member.signIn, memberships: member.memberships };
  const added = await node.ask(addMember, { input, cookie: lead.cookie });
  if (added.status !== 200) throw new Error(`adding was refused: ${added.text}`);
  return signIn(node, member);
}

/** Words sealed to desks. */
async function sealWords(
  about: string,
  text: string,
  desks: readonly TestDesk[],
): Promise<SignedAct['words'] & { readonly hash: string }> {
  const key = randomBytes(32);
  const sealed = await sealWithKey(key, `keeping ${about}`, utf8(text));
  const wraps = await Promise.all(
    desks.map(async ({ desk, encryption }) => ({
      desk,
      wrapped: toBase64url(await wrapTo(encryption.publicKey, `keeping ${about} ${desk}`, key)),
    })),
  );
  return { sealed: toBase64url(sealed), wraps, hash: toBase64url(await sha256(sealed)) };
}

type Omitted = 'act' | 'desk' | 'wordsHash' | 'askedAt';
/** What an act says beyond who asks and when. */
export type ActToAsk = ActStatement extends infer S
  ? S extends ActStatement
    ? Omit<S, Omitted>
    : never
  : never;

/** Signs an act as its first member. */
async function signAct(
  node: TestNode,
  by: AtWork,
  { desk, act }: { readonly desk: TestDesk; readonly act: ActToAsk },
): Promise<SignedAct> {
  const id = randomUUID();
  const { hash, ...words } = await sealWords(id, 'An invented reason.', [desk]);
  const common = { act: id, desk: desk.desk, wordsHash: hash, askedAt: node.now().toISOString() };
  const statement = { ...act, ...common } as ActStatement;
  const signature = await signStatement(by.deviceKey.secretKey, 'keeping', statement);
  return { statement, words, signature };
}

/** Asks for an act through the door. */
export async function askFor(
  node: TestNode,
  by: AtWork,
  asked: { readonly desk: TestDesk; readonly act: ActToAsk },
) {
  const input = await signAct(node, by, asked);
  const answer = await node.ask(askAct, { input, cookie: by.cookie });
  return { ...answer, statement: input.statement };
}

/** Signs an act as the second member. */
export async function signSecond(node: TestNode, by: AtWork, statement: ActStatement) {
  const signature = await signStatement(by.deviceKey.secretKey, 'keeping-second', statement);
  const params = { act: statement.act };
  return node.ask(secondAct, { params, input: { signature }, cookie: by.cookie });
}

/** Both signatures; throws when the node refuses one. */
export async function signBoth(
  node: TestNode,
  [first, second]: readonly [AtWork, AtWork],
  asked: { readonly desk: TestDesk; readonly act: ActToAsk },
): Promise<ActStatement> {
  const { statement, status, text } = await askFor(node, first, asked);
  if (status !== 200) throw new Error(`asking was refused: ${text}`);
  const signed = await signSecond(node, second, statement);
  if (signed.status !== 200) throw new Error(`the second was refused: ${signed.text}`);
  return statement;
}

/** Reviews an opening in an emergency. */
export async function reviewAs(
  node: TestNode,
  by: AtWork,
  { act, desk }: { readonly act: string; readonly desk: TestDesk },
) {
  const { hash, ...words } = await sealWords(act, 'An invented finding.', [desk]);
  const statement: Review['statement'] = {
    act,
    finding: 'justified',
    wordsHash: hash,
    reviewedAt: node.now().toISOString(),
  };
  const signature = await signStatement(by.deviceKey.secretKey, 'keeping-review', statement);
  const input = { statement, words, signature };
  return node.ask(reviewAct, { params: { act }, input, cookie: by.cookie });
}
