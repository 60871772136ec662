/** A release of the law as it is signed: the files that lie in a folder, and a note by whoever answers for them. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { formatRelease, makeRelease } from '@amparo/law';
import type { Packs, ReleaseFile } from '@amparo/law';
import { ED25519, formatNote, signNote, toBase64, verifierKey } from '@amparo/ledger';
import type { NoteSigner } from '@amparo/ledger';
import { LAW_PACKS, listYaml } from './law-files.ts';
import { sha256 } from './node-crypto.ts';

/** The files of the law below a folder, with their hashes. */
export async function hashLawFiles(folder: string = LAW_PACKS): Promise<readonly ReleaseFile[]> {
  const paths = await listYaml(folder);
  return Promise.all(
    paths.map(async (path) => ({
      file: relative(folder, path),
      hash: toBase64(sha256(await readFile(path))),
    })),
  );
}

/** A signer from an Ed25519 key in PEM. Throws for another kind of key, and for a name that no note can carry. */
export function lawSigner(pem: string, name: string): NoteSigner {
  const secret = createPrivateKey(pem);
  if (secret.asymmetricKeyType !== 'ed25519') throw new Error('another kind of key');
  const { x = '' } = createPublicKey(secret).export({ format: 'jwk' });
  return {
    key: verifierKey(sha256, name, ED25519, Buffer.from(x, 'base64url')),
    sign: (message) => Promise.resolve(sign(null, message, secret)),
  };
}

/** The text of a release of these packs. `previous` is the text of the one before it. */
export function releaseText(
  packs: Pick<Packs, 'packs'>,
  files: readonly ReleaseFile[],
  { version, previous }: { readonly version: string; readonly previous: string | undefined },
): string {
  const about =
    previous === undefined
      ? { version }
      : { version, previous: toBase64(sha256(Buffer.from(previous))) };
  return formatRelease(makeRelease(packs, files, about));
}

/** The text with a signature below it. */
export async function signRelease(text: string, signer: NoteSigner): Promise<string> {
  return formatNote(text, [await signNote(text, signer)]);
}

/** The text of a note without its signatures; an unsigned text is all text. */
export function textOfNote(note: string): string {
  const split = note.lastIndexOf('\n\n');
  return split < 0 ? note : note.slice(0, split + 1);
}
