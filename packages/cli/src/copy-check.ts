/** Checks a person's copy offline: chains, signatures, certificates, and the log's proofs. */
import { leafOf, readCopyFile } from '@amparo/app/client';
import {
  COPY_FILES,
  CopiedCertificates,
  type CopiedDrawer,
  CopiedEntries,
  CopiedLog,
} from '@amparo/casework/keeping';
import {
  fromBase64Url,
  LedgerRefusal,
  leafHash,
  openNote,
  parseCheckpoint,
  verifyInclusion,
} from '@amparo/ledger';
import {
  chainHead,
  fromBase64url,
  GENESIS_HEAD,
  parseEntry,
  SealRefusal,
  verifyCertificate,
  verifyEntry,
} from '@amparo/seal';
import type { z } from 'zod';
import { noteCrypto, sha256 } from './node-crypto.ts';

/** What is wrong with a copy. */
export const COPY_PROBLEMS = {
  'copy/chain': 'the entries of this drawer do not follow one another as they were chained',
  'copy/signature': 'this entry is not signed by whom the certificates name',
  'copy/certificate': 'these certificates do not lead to an organisation in the copy',
  'copy/checkpoint': 'the checkpoint is not signed by the log',
  'copy/proof': 'this line of the access log is not in the log',
} as const;
type CopyProblemCode = keyof typeof COPY_PROBLEMS;

export interface CopyReport {
  readonly ok: boolean;
  readonly madeAt: string;
  readonly entries: number;
  readonly lines: number;
  /** Lines that come without a proof: older than a restored backup, or seconds old. */
  readonly unproved: number;
  /** Root keys of organisations by name, base64url: compare them with what each publishes itself. */
  readonly roots: Readonly<Record<string, string>>;
  readonly problems: readonly { readonly code: CopyProblemCode; readonly where: string }[];
}

/** The three files of a page that can be checked. */
export interface CopyFiles {
  readonly entries: CopiedEntries;
  readonly certificates: CopiedCertificates;
  readonly log: CopiedLog;
}

/** Reads the files out of a copy's page; undefined when it is none. */
export function readCopy(page: string): CopyFiles | undefined {
  const entries = read(CopiedEntries, page, COPY_FILES.entries);
  const certificates = read(CopiedCertificates, page, COPY_FILES.certificates);
  const log = read(CopiedLog, page, COPY_FILES.log);
  if (entries === undefined || certificates === undefined || log === undefined) return undefined;
  return { entries, certificates, log };
}

function read<S extends z.ZodType>(schema: S, page: string, name: string): z.output<S> | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(readCopyFile(page, name) ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Problems = { code: CopyProblemCode; where: string }[];

/**
 * Checks everything that can be checked without a node. What an entry says beside its sealed bytes is the word of
 * whoever made the copy: only the keys of the drawer could prove that, and no copy holds those.
 */
export async function checkCopy({ entries, certificates, log }: CopyFiles): Promise<CopyReport> {
  const problems: Problems = [];
  const signers = await proveSigners(certificates, problems);
  for (const drawer of entries.drawers) await checkDrawer(drawer, signers, problems);
  const unproved = await checkLog(log, problems);
  return {
    ok: problems.length === 0,
    madeAt: entries.madeAt,
    entries: entries.drawers.reduce((sum, drawer) => sum + drawer.entries.length, 0),
    lines: log.records.length,
    unproved,
    roots: Object.fromEntries(
      certificates.organisations.map(({ name, rootKey }) => [name, rootKey]),
    ),
    problems,
  };
}

/** Public keys by device or mailbox, of those whose chain leads to a root in the copy. */
async function proveSigners(
  { organisations, desks, members, persons }: CopiedCertificates,
  problems: Problems,
): Promise<ReadonlyMap<string, string>> {
  const signers = new Map(persons.map(({ mailbox, key }) => [mailbox, key]));
  const roots = new Map(organisations.map(({ organisation, rootKey }) => [organisation, rootKey]));
  for (const { device, member } of members) {
    const desk = desks.find(({ subject }) => subject.desk === member.subject.desk);
    const root = desk && roots.get(desk.subject.organisation);
    const holds =
      desk !== undefined &&
      root !== undefined &&
      device.subject.member === member.subject.member &&
      (await isIssued(desk, root)) &&
      (await isIssued(member, desk.subject.signingKey)) &&
      (await isIssued(device, member.subject.signingKey));
    if (holds) signers.set(device.subject.device, device.subject.signingKey);
    else problems.push({ code: 'copy/certificate', where: device.subject.device });
  }
  return signers;
}

/** At the moment it was issued: a copy is read long after certificates have run out. */
async function isIssued(
  certificate: Parameters<typeof verifyCertificate>[0],
  issuer: string,
): Promise<boolean> {
  try {
    await verifyCertificate(certificate, {
      now: certificate.issuedAt,
      issuer: fromBase64url(issuer),
    });
    return true;
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}

async function checkDrawer(
  drawer: CopiedDrawer,
  signers: ReadonlyMap<string, string>,
  problems: Problems,
): Promise<void> {
  let head = GENESIS_HEAD;
  for (const [at, entry] of drawer.entries.entries()) {
    const where = `${drawer.class} ${entry.position}`;
    try {
      const bytes = fromBase64url(entry.bytes);
      const { hash, header } = await parseEntry(bytes);
      head = await chainHead(head, at + 1, hash);
      const isChained = entry.position === at + 1 && entry.head === head;
      if (!isChained) problems.push({ code: 'copy/chain', where });
      if (!entry.proved) continue;
      const key = signers.get(header.device);
      const isSigned = key !== undefined && (await verifyEntry(bytes, fromBase64url(key)));
      if (!isSigned) problems.push({ code: 'copy/signature', where });
    } catch (error) {
      if (!(error instanceof SealRefusal)) throw error;
      problems.push({ code: 'copy/chain', where });
    }
  }
  if (head !== drawer.head) problems.push({ code: 'copy/chain', where: drawer.class });
}

async function checkLog(log: CopiedLog, problems: Problems): Promise<number> {
  let unproved = 0;
  try {
    const { text } = await openNote(log.checkpoint, [log.key], noteCrypto);
    const { size, root } = parseCheckpoint(text);
    for (const [at, { record, proof }] of log.records.entries()) {
      if (proof === null || record.index === null) {
        unproved += 1;
        continue;
      }
      const leaf = leafHash(sha256, leafOf(sha256, record));
      const path = proof.map((hash) => fromBase64Url(hash) ?? new Uint8Array());
      const claim = { index: record.index, size, leaf, root };
      const holds = verifyInclusion(sha256, claim, path);
      if (!holds) problems.push({ code: 'copy/proof', where: `line ${at + 1}` });
    }
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    problems.push({ code: 'copy/checkpoint', where: 'access-log.json' });
  }
  return unproved;
}
