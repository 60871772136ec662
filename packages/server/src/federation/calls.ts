/** What a peer may ask: take this message, what waits for me, which desks, which file. Nothing about persons. */
import { MESSAGE_TYPES, SignedMessage } from '@amparo/casework/federation';
import type { PeerDesk } from './peers.ts';
import type { FaceAnswer, FaceCall } from './face.ts';
import { offerTo } from './fetching.ts';
import { type ExchangeDeps, receiveMessage } from './receive.ts';

interface CallDeps extends ExchangeDeps {
  readonly listDesksHere: () => Promise<readonly PeerDesk[]>;
}

/** The calls of the federation face, for `createFace`. */
export function faceCalls(deps: CallDeps): readonly FaceCall[] {
  const { membership } = deps;
  return [
    {
      method: 'POST',
      path: '/federation/messages',
      answer: async ({ peer, body, now }) => {
        const signed = SignedMessage.safeParse(body);
        if (!signed.success) return { refused: whyMalformed(body) };
        const taken = await receiveMessage(deps, signed.data, { peer, now });
        if (!taken.ok) return { refused: taken.code };
        return { status: 202, body: { state: taken.state, missing: taken.missing } };
      },
    },
    {
      method: 'GET',
      path: '/federation/messages',
      answer: async ({ peer, query, now }) => {
        const after = Number(query['after'] ?? 0);
        if (!Number.isSafeInteger(after) || after < 0) return { refused: 'message/malformed' };
        return { status: 200, body: await offerTo(deps, { peer: peer.node, after, now }) };
      },
    },
    {
      method: 'GET',
      path: '/federation/desks',
      answer: async () => {
        const desks = await deps.listDesksHere();
        return { status: 200, body: { node: membership.self().node, desks } };
      },
    },
    {
      method: 'GET',
      path: '/federation/file',
      answer: async (): Promise<FaceAnswer> => {
        const file = membership.file();
        return file === undefined ? { refused: 'peer/not-here' } : { status: 200, body: file };
      },
    },
  ];
}

function whyMalformed(body: unknown): string {
  const message: unknown = partOf(body, 'message');
  const type: unknown = partOf(message, 'type');
  const isUnknown =
    typeof type === 'string' && !(MESSAGE_TYPES as readonly string[]).includes(type);
  return isUnknown ? 'message/unknown-type' : 'message/malformed';
}

function partOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
