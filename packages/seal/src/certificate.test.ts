import { expect, test } from 'vitest';
import { randomBytes, toBase64url } from './bytes.ts';
import {
  type Certificate,
  type CertificateKind,
  issueCertificate,
  verifyCertificate,
  verifyChain,
} from './certificate.ts';
import { type KeyPair, generateSigningKey } from './signing.ts';
import { refusalOf } from './testing/samples.ts';

const [root, desk, member, device] = await Promise.all(
  Array.from({ length: 4 }, () => generateSigningKey()),
).then((pairs) => pairs as [KeyPair, KeyPair, KeyPair, KeyPair]);
const now = '2026-06-01T00:00:00Z';

function issue(
  kind: CertificateKind,
  issuer: KeyPair,
  subject: Record<string, unknown>,
): Promise<Certificate> {
  const [issuedAt, expiresAt] = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'];
  return issueCertificate({ kind, issuer, subject, issuedAt, expiresAt });
}

const deskSubject = {
  organisation: 'organisation-1',
  desk: 'desk-1',
  kind: 'legal',
  signingKey: toBase64url(desk.publicKey),
};
const memberSubject = {
  organisation: 'organisation-1',
  desk: 'desk-1',
  member: 'member-1',
  signingKey: toBase64url(member.publicKey),
};
const deviceSubject = {
  member: 'member-1',
  device: 'device-1',
  signingKey: toBase64url(device.publicKey),
};
const ofDesk = await issue('desk', root, deskSubject);
const ofMember = await issue('member', desk, memberSubject);
const ofDevice = await issue('device', member, deviceSubject);
const against = { root: root.publicKey, now };

test('a device is traced to its member, desk and organisation', async () => {
  expect(await verifyChain([ofDesk, ofMember, ofDevice], against)).toEqual({
    desk: ofDesk,
    member: ofMember,
    device: ofDevice,
  });
  expect(await verifyChain([ofDesk], against)).toEqual({
    desk: ofDesk,
    member: null,
    device: null,
  });
});

test('a chain survives being stored as JSON', async () => {
  const stored = JSON.parse(JSON.stringify([ofDesk, ofMember])) as Certificate[];
  expect((await verifyChain(stored, against)).member?.subject['member']).toBe('member-1');
});

test('a link that is missing, repeated, misplaced or too many is refused', async () => {
  const broken = [
    [],
    [ofMember],
    [ofDesk, ofDevice],
    [ofDesk, ofDesk],
    [ofMember, ofDesk],
    [ofDesk, ofMember, ofMember],
    [ofDesk, ofMember, ofDevice, ofDevice],
  ];
  for (const chain of broken) {
    expect(await refusalOf(() => verifyChain(chain, against))).toBe('seal/not-certified');
  }
});

test('a desk cannot make itself another kind of desk, nor a member certify members', async () => {
  const selfMade = await issue('desk', desk, { ...deskSubject, kind: 'police' });
  expect(await refusalOf(() => verifyChain([selfMade], against))).toBe('seal/not-certified');
  const friend = await issue('member', member, { ...memberSubject, member: 'member-2' });
  expect(await refusalOf(() => verifyChain([ofDesk, friend], against))).toBe('seal/not-certified');
  const relabelled = { ...ofDesk, subject: { ...ofDesk.subject, kind: 'police' } };
  expect(await refusalOf(() => verifyChain([relabelled], against))).toBe('seal/bad-signature');
});

test('the root of another organisation certifies nobody here', async () => {
  const stranger = await generateSigningKey();
  const other = { root: stranger.publicKey, now };
  expect(await refusalOf(() => verifyChain([ofDesk], other))).toBe('seal/not-certified');
});

test('ids along a chain must agree', async () => {
  const elsewhere = await issue('member', desk, { ...memberSubject, desk: 'desk-2' });
  const foreign = await issue('member', desk, { ...memberSubject, organisation: 'organisation-2' });
  for (const link of [elsewhere, foreign]) {
    expect(await refusalOf(() => verifyChain([ofDesk, link], against))).toBe('seal/not-certified');
  }
  const borrowed = await issue('device', member, { ...deviceSubject, member: 'member-2' });
  expect(await refusalOf(() => verifyChain([ofDesk, ofMember, borrowed], against))).toBe(
    'seal/not-certified',
  );
});

test('a certificate is valid from its first moment until before its last', async () => {
  const at = (moment: string): Promise<Certificate> =>
    verifyCertificate(ofDesk, { now: moment, issuer: root.publicKey });
  expect(await at('2026-01-01T00:00:00Z')).toEqual(ofDesk);
  expect(await at('2026-12-31T23:59:59.999Z')).toEqual(ofDesk);
  for (const moment of ['2025-12-31T23:59:59.999Z', '2027-01-01T00:00:00Z']) {
    expect(await refusalOf(() => at(moment))).toBe('seal/not-valid-now');
  }
  expect(await refusalOf(() => at('yesterday'))).toBe('seal/malformed');
});

test('no field of a certificate can be changed, added or dropped', async () => {
  const changed: unknown[] = [
    { ...ofMember, subject: { ...ofMember.subject, member: 'member-9' } },
    { ...ofMember, subject: { ...ofMember.subject, more: true } },
    { ...ofMember, expiresAt: '2036-01-01T00:00:00Z' },
    { ...ofMember, issuedAt: '2025-01-01T00:00:00Z' },
    { ...ofMember, signature: toBase64url(randomBytes(64)) },
    { ...ofMember, signature: '' },
    { ...ofMember, signature: 7 },
  ];
  for (const certificate of changed) {
    const attempt = (): Promise<unknown> =>
      verifyCertificate(certificate as Certificate, { now, issuer: desk.publicKey });
    expect(await refusalOf(attempt)).toBe('seal/bad-signature');
  }
});

test('something that only resembles a certificate is refused as malformed', async () => {
  const { signature, ...unsigned } = ofDesk;
  const shapes: unknown[] = [
    null,
    'certificate',
    {},
    [],
    { ...ofDesk, extra: 1 },
    { ...ofDesk, kind: 'root' },
    { ...ofDesk, subject: null },
    { ...ofDesk, subject: { ...deskSubject, kind: '' } },
    { ...ofDesk, subject: { ...deskSubject, signingKey: 'short' } },
    { ...unsigned, expiresAt: ofDesk.issuedAt, signature },
    { ...ofDesk, issuer: undefined },
  ];
  for (const shape of shapes) {
    const attempt = (): Promise<unknown> =>
      verifyCertificate(shape as Certificate, { now, issuer: root.publicKey });
    expect(await refusalOf(attempt), JSON.stringify(shape)).toBe('seal/malformed');
  }
});

test('a certificate that says nothing is not issued', async () => {
  for (const subject of [{}, { desk: 'd' }, { ...deskSubject, desk: '' }]) {
    expect(await refusalOf(() => issue('desk', root, subject))).toBe('seal/malformed');
  }
  const fraction = { ...deskSubject, weight: 1.5 };
  expect(await refusalOf(() => issue('desk', root, fraction))).toBe('seal/not-canonical');
});
