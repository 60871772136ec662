import { expect, test } from 'vitest';
import { signAuthorisation, verifyAuthorisation } from './authorisation.ts';
import { generateSigningKey, verify } from './signing.ts';
import { fromBase64url, utf8 } from './bytes.ts';
import { refusalOf } from './testing/samples.ts';

const { publicKey, secretKey } = await generateSigningKey();
const statement = {
  packet: 'packet-1',
  to: 'desk-7',
  codes: ['housing-need', 'next-appointment'],
  expiresAt: '2026-07-01T00:00:00Z',
};

test('an authorisation is what its person signed, whatever order a database keeps it in', async () => {
  const signed = await signAuthorisation(statement, secretKey);
  expect(await verifyAuthorisation(signed, publicKey)).toBe(true);
  const { signature } = signed;
  const shuffled = Object.fromEntries(Object.entries(statement).reverse());
  expect(await verifyAuthorisation({ statement: shuffled, signature }, publicKey)).toBe(true);
  const text =
    '{"codes":["housing-need","next-appointment"],"expiresAt":"2026-07-01T00:00:00Z",' +
    '"packet":"packet-1","to":"desk-7"}';
  const bytes = fromBase64url(signature);
  expect(await verify(publicKey, 'authorisation', utf8(text), bytes)).toBe(true);
});

test('no word of an authorisation can be changed, added or left out', async () => {
  const { signature } = await signAuthorisation(statement, secretKey);
  const { to, ...without } = statement;
  const changed = [
    { ...statement, codes: [...statement.codes, 'address'] },
    { ...statement, codes: statement.codes.toReversed() },
    { ...statement, to: `${to}1` },
    { ...statement, more: null },
    without,
  ];
  for (const other of changed) {
    expect(await verifyAuthorisation({ statement: other, signature }, publicKey)).toBe(false);
  }
});

test("somebody else's signature, or none, authorises nothing", async () => {
  const signed = await signAuthorisation(statement, secretKey);
  const other = await generateSigningKey();
  expect(await verifyAuthorisation(signed, other.publicKey)).toBe(false);
  for (const signature of ['', 'AAAA', `${signed.signature}=`, `${signed.signature} `]) {
    expect(await verifyAuthorisation({ statement, signature }, publicKey)).toBe(false);
  }
});

test('a statement that has no canonical form is neither signed nor accepted', async () => {
  const vague = { amount: 0.1 };
  expect(await refusalOf(() => signAuthorisation(vague, secretKey))).toBe('seal/not-canonical');
  const { signature } = await signAuthorisation(statement, secretKey);
  expect(await verifyAuthorisation({ statement: vague, signature }, publicKey)).toBe(false);
});
