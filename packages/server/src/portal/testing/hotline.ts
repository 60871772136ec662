/** An invented organisation with one hotline desk, and what a node would say of it at the start. */
import { randomUUID } from 'node:crypto';
import type { DeskCertificate } from '@amparo/casework/directory';
import type { ReportStart } from '@amparo/casework/reports';
import {
  generateEncryptionKey,
  generateSigningKey,
  issueCertificate,
  newShare,
  toBase64url,
} from '@amparo/seal';
import type { KeyPair } from '@amparo/seal';

export const NOW = new Date('2026-05-03T10:00:00.000Z');

export interface InventedHotline {
  readonly root: KeyPair;
  readonly encryption: KeyPair;
  readonly start: ReportStart;
}

/** Makes keys and certificates; `change` alters the desk's subject before it is certified. */
export async function inventHotline(
  change: Partial<DeskCertificate['subject']> = {},
  span = { issuedAt: '2026-01-01T00:00:00.000Z', expiresAt: '2027-01-01T00:00:00.000Z' },
): Promise<InventedHotline> {
  const root = await generateSigningKey();
  const signing = await generateSigningKey();
  const encryption = await generateEncryptionKey();
  const organisation = randomUUID();
  const subject = {
    desk: randomUUID(),
    organisation,
    name: 'Invented line',
    kind: 'hotline',
    signingKey: toBase64url(signing.publicKey),
    encryptionKey: toBase64url(encryption.publicKey),
    enforces: { immigration: false, police: false },
    ...change,
  };
  const desk = await issueCertificate({ kind: 'desk', subject, issuer: root, ...span });
  return {
    root,
    encryption,
    start: {
      drawer: randomUUID(),
      version: 1,
      nodeShare: toBase64url(newShare()),
      organisation: {
        organisation,
        name: 'Invented house',
        rootKey: toBase64url(root.publicKey),
      },
      desk: desk as unknown as DeskCertificate,
      time: NOW.toISOString(),
    },
  };
}
