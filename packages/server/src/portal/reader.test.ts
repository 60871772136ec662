import { generateEncryptionKey, generateSigningKey, toBase64url } from '@amparo/seal';
import { expect, test } from 'vitest';
import { checkReader, CLOCK_TOLERANCE_HOURS } from './reader.ts';
import { inventHotline, NOW } from './testing/hotline.ts';

const REFUSED = { ok: false, trouble: 'reader-refused' };

test('a proved hotline desk is named with its organisation', async () => {
  const { start } = await inventHotline();
  expect(await checkReader(start, NOW)).toEqual({
    ok: true,
    reader: { desk: 'Invented line', organisation: 'Invented house' },
  });
});

test('a key that a node put in the place of the desk’s is refused', async () => {
  const { start } = await inventHotline();
  const other = await generateEncryptionKey();
  const subject = { ...start.desk.subject, encryptionKey: toBase64url(other.publicKey) };
  expect(await checkReader({ ...start, desk: { ...start.desk, subject } }, NOW)).toEqual(REFUSED);
});

test('a certificate of another root is refused, whatever names it carries', async () => {
  const { start } = await inventHotline();
  const other = await generateSigningKey();
  const organisation = { ...start.organisation, rootKey: toBase64url(other.publicKey) };
  expect(await checkReader({ ...start, organisation }, NOW)).toEqual(REFUSED);
});

test('a desk of another kind or of another organisation is refused, though it is certified', async () => {
  for (const change of [
    { kind: 'police' },
    { organisation: '11111111-1111-4111-8111-111111111111' },
  ] as const) {
    const { start } = await inventHotline(change);
    expect(await checkReader(start, NOW)).toEqual(REFUSED);
  }
});

test('an expired desk is refused, also when the node turns its clock back for it', async () => {
  const past = { issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: '2025-01-01T00:00:00.000Z' };
  const { start } = await inventHotline({}, past);
  expect(await checkReader(start, NOW)).toEqual(REFUSED);
  const turnedBack = { ...start, time: '2024-06-01T00:00:00.000Z' };
  expect(await checkReader(turnedBack, NOW)).toEqual({ ok: false, trouble: 'clock' });
});

test('a device whose clock is a little wrong can still send', async () => {
  const { start } = await inventHotline();
  const hour = 3_600_000;
  const late = new Date(NOW.getTime() + (CLOCK_TOLERANCE_HOURS - 1) * hour);
  expect((await checkReader(start, late)).ok).toBe(true);
  const wrong = new Date(NOW.getTime() - (CLOCK_TOLERANCE_HOURS + 1) * hour);
  expect(await checkReader(start, wrong)).toEqual({ ok: false, trouble: 'clock' });
  expect(await checkReader(start, new Date(Number.NaN))).toEqual({ ok: false, trouble: 'clock' });
});
