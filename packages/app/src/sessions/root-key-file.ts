/** The organisation's root key as an `age` file, to be kept where no network reaches. */
import { sealFile, toBase64url, utf8 } from '@amparo/seal';
import type { NewOrganisation } from '../client/index.ts';

/** Seals the root under a passphrase; the ordinary `age` program opens the file. */
export async function rootKeyFile(made: NewOrganisation, passphrase: string): Promise<Blob> {
  const content = {
    what: 'Root key of an organisation on an Amparo node. Needed only to certify new desks.',
    organisation: made.statement.organisation,
    rootKey: made.statement.rootKey,
    secretKey: toBase64url(made.root.secretKey),
  };
  const bytes = utf8(`${JSON.stringify(content, null, 2)}\n`);
  const sealed = await sealFile({ passphrase }, bytes, { armor: true });
  return new Blob([sealed], { type: 'text/plain' });
}
