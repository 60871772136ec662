/** One card of a caseload, sealed. */
import { sealCard, toBase64url, utf8 } from '@amparo/seal';
import type { Card } from '@amparo/casework/files';
import type { z } from 'zod';
import type { CardToPut } from './caseload.ts';
import type { DeskAccess } from './session.ts';

/** Seals a card's content under the desk's index key. Throws `SealRefusal` (`seal/too-large`). */
export async function sealCardContent(
  { keys }: DeskAccess,
  { file, revision, content }: Omit<CardToPut, 'desk'>,
): Promise<z.infer<typeof Card>> {
  const payload = utf8(JSON.stringify(content));
  const sealed = await sealCard({ file, revision, indexKey: keys.index, payload });
  return { file, revision, sealed: toBase64url(sealed) };
}
