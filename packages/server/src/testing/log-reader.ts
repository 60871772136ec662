/** Reads a node's log through its public files, the way an auditor's export does. */
import { createPublicKey, verify } from 'node:crypto';
import {
  CHECKPOINT_FILE,
  KEY_FILE,
  type LogReport,
  parseCheckpoint,
  parseNote,
  tilePath,
  tilesFor,
  verifyLog,
} from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import { nodeInformation } from '@amparo/casework/directory';
import type { TestNode } from './test-node.ts';

/** Exports the log into memory; throws when a file of it cannot be had. */
export async function exportLog(node: TestNode, cookie: string): Promise<Map<string, Uint8Array>> {
  const get = async (path: string): Promise<Uint8Array> => {
    const response = await node.open.app.inject({
      method: 'GET',
      url: `/api/log/${path}`,
      headers: { host: 'localhost', cookie },
    });
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
    return response.rawPayload;
  };
  const checkpoint = await get('checkpoint');
  const { size } = parseCheckpoint(parseNote(Buffer.from(checkpoint).toString()).text);
  const { logKey } = (await node.ask(nodeInformation)).body;
  const files = new Map<string, Uint8Array>([
    [CHECKPOINT_FILE, checkpoint],
    [KEY_FILE, Buffer.from(`${logKey}\n`)],
  ]);
  for (const { level, index, width } of tilesFor(Number(size))) {
    const path = tilePath(level, index, width);
    files.set(path, await get(path));
    if (level === 0) {
      const bundle = tilePath('entries', index, width);
      files.set(bundle, await get(bundle));
    }
  }
  return files;
}

/** Verifies exported files offline, with the ledger's own rules and Node's Ed25519. */
export async function verifyExport(
  files: ReadonlyMap<string, Uint8Array>,
  trusted?: string,
): Promise<LogReport> {
  return verifyLog(
    { read: async (path) => files.get(path), list: async () => [...files.keys()] },
    {
      hash: sha256,
      verify: async (...signed) => verifyEd25519(...signed),
      ...(trusted === undefined ? {} : { trusted }),
    },
  );
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature);
}
