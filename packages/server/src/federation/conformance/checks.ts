/** What every node must do, one check each. A check gives undefined, or what was wrong in one sentence. */
import {
  DeskList,
  FederationFile,
  LARGEST_MESSAGE,
  PEER_REFUSALS,
  type PeerRefusalCode,
} from '@amparo/casework/federation';
import { generateSigningKey } from '@amparo/seal';
import { Offered } from '../fetching.ts';
import {
  bytesOf,
  type CheckedNode,
  makeRequest,
  newMessage,
  nextMessage,
  post,
  type RawAnswer,
  sendRaw,
  sendSlowly,
} from './peer.ts';

export interface Check {
  /** What is checked, in words for an operator. */
  readonly name: string;
  readonly run: (node: CheckedNode) => Promise<string | undefined>;
}

const POST = { method: 'POST', path: '/federation/messages' } as const;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

function at(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

/** Expects that a message was taken, with a signed answer that says so. */
function taken(answer: RawAnswer, state: 'applied' | 'held' = 'applied'): string | undefined {
  if (answer.status !== 202) return `expected 202, got ${describe(answer)}`;
  if (!answer.isSigned) return 'the answer is not signed, or not bound to the request';
  const said: unknown = (answer.body as { state?: unknown } | undefined)?.state;
  return said === state ? undefined : `expected the state ${state}, got ${String(said)}`;
}

/** Expects a refusal with this code, as problem+json, signed unless the sender is nobody to the node. */
function refused(answer: RawAnswer, code: PeerRefusalCode): string | undefined {
  const [status] = PEER_REFUSALS[code];
  if (answer.status !== status || answer.code !== code) {
    return `expected ${status} ${code}, got ${describe(answer)}`;
  }
  if (!answer.contentType.startsWith('application/problem+json')) return 'it is not problem+json';
  if (code !== 'peer/refused' && !answer.isSigned) return 'the refusal is not signed';
  return undefined;
}

function describe({ status, code }: RawAnswer): string {
  if (status === 0) return 'a connection that ended without an answer';
  return code === undefined ? String(status) : `${status} ${code}`;
}

const TAKES: readonly Check[] = [
  {
    name: 'takes a good message and signs that it has it',
    run: async (node) => taken(await post(node, newMessage(node))),
  },
  {
    name: 'gives the same message in a new request the same answer, and applies it once',
    run: async (node) => {
      const message = newMessage(node);
      return taken(await post(node, message)) ?? taken(await post(node, message));
    },
  },
  {
    name: 'holds a message after a gap, says what is missing, and applies both when it came',
    run: async (node) => {
      const first = newMessage(node);
      const second = nextMessage(node, first);
      const early = await post(node, second);
      const wrong = taken(early, 'held');
      if (wrong !== undefined) return wrong;
      const { missing } = early.body as { missing?: unknown };
      if (JSON.stringify(missing) !== '[1]') return 'it did not say that the first is missing';
      return taken(await post(node, first)) ?? taken(await post(node, second));
    },
  },
  {
    name: 'applies an urgent message at once, whatever is missing before it',
    run: async (node) => {
      const first = newMessage(node);
      return taken(await post(node, nextMessage(node, first, { urgent: true })));
    },
  },
  {
    name: 'gives what waits to who fetches, signed',
    run: async (node) => {
      const path = '/federation/messages?after=0';
      const answer = await sendRaw(node, makeRequest(node, { method: 'GET', path }));
      if (answer.status !== 200 || !answer.isSigned) return `got ${describe(answer)}`;
      return Offered.safeParse(answer.body).success ? undefined : 'the answer has another form';
    },
  },
  {
    name: 'lists desks that take packets, and nobody who works there',
    run: async (node) => {
      const path = '/federation/desks';
      const answer = await sendRaw(node, makeRequest(node, { method: 'GET', path }));
      if (answer.status !== 200 || !answer.isSigned) return `got ${describe(answer)}`;
      return DeskList.safeParse(answer.body).success ? undefined : 'the list has another form';
    },
  },
  {
    name: 'gives the federation file by which it goes, also to who has an older one',
    run: async (node) => {
      const path = '/federation/file';
      const turns = { release: 0 };
      const answer = await sendRaw(node, makeRequest(node, { method: 'GET', path }, turns));
      const file = FederationFile.safeParse(answer.body);
      if (answer.status !== 200 || !file.success) return `got ${describe(answer)}`;
      const { release } = file.data.statement;
      return release === node.said.release ? undefined : `the file has the release ${release}`;
    },
  },
];

const REFUSES_REQUESTS: readonly Check[] = [
  {
    name: 'refuses an unknown key and a bad signature with the same bytes',
    run: async (node) => {
      const body = await bytesOf(node, newMessage(node));
      const stranger = await generateSigningKey();
      const unknown = await sendRaw(node, makeRequest(node, { ...POST, body }, { key: stranger }));
      const good = makeRequest(node, { ...POST, body });
      const signature = `amparo=:${Buffer.alloc(64, 7).toString('base64')}:`;
      const forged = await sendRaw(node, { ...good, headers: { ...good.headers, signature } });
      const wrong = refused(unknown, 'peer/refused') ?? refused(forged, 'peer/refused');
      if (wrong !== undefined) return wrong;
      return unknown.text === forged.text ? undefined : 'the two refusals differ';
    },
  },
  {
    name: 'refuses a request that is not signed at all',
    run: async (node) => {
      const body = await bytesOf(node, newMessage(node));
      const headers = { 'content-type': 'application/json' };
      return refused(await sendRaw(node, { ...POST, headers, body }), 'peer/refused');
    },
  },
  {
    name: 'refuses a signature that was made for another address',
    run: async (node) => {
      const body = await bytesOf(node, newMessage(node));
      const targetUri = 'https://elsewhere.invalid/federation/messages';
      const raw = makeRequest(node, { ...POST, body }, { targetUri });
      return refused(await sendRaw(node, raw), 'peer/refused');
    },
  },
  {
    name: 'refuses a signature that leaves the digest out',
    run: async (node) => {
      const body = await bytesOf(node, newMessage(node));
      const good = makeRequest(node, { ...POST, body });
      const input = good.headers['signature-input']?.replace(' "content-digest"', '') ?? '';
      const headers = { ...good.headers, 'signature-input': input };
      return refused(await sendRaw(node, { ...good, headers }), 'peer/refused');
    },
  },
  {
    name: 'refuses a digest that is not that of the body',
    run: async (node) => {
      const other = makeRequest(node, { ...POST, body: Buffer.from('{"message":{}}') });
      const body = await bytesOf(node, newMessage(node));
      return refused(await sendRaw(node, { ...other, body }), 'peer/digest');
    },
  },
  {
    name: 'refuses another body under the same signature',
    run: async (node) => {
      const good = makeRequest(node, { ...POST, body: await bytesOf(node, newMessage(node)) });
      const body = await bytesOf(node, newMessage(node));
      return refused(await sendRaw(node, { ...good, body }), 'peer/digest');
    },
  },
  {
    name: 'refuses the very same request a second time',
    run: async (node) => {
      const raw = makeRequest(node, { ...POST, body: await bytesOf(node, newMessage(node)) });
      return taken(await sendRaw(node, raw)) ?? refused(await sendRaw(node, raw), 'peer/replayed');
    },
  },
  {
    name: 'refuses a request that was made an hour ago, or that will be made in an hour',
    run: async (node) => {
      const message = newMessage(node);
      const old = await post(node, message, { now: new Date(Date.now() - HOUR_MS) });
      const future = await post(node, message, { now: new Date(Date.now() + HOUR_MS) });
      return refused(old, 'peer/clock') ?? refused(future, 'peer/clock');
    },
  },
  {
    name: 'refuses a sender that goes by an older federation file',
    run: async (node) => {
      const release = node.said.release - 1;
      return refused(await post(node, newMessage(node), { release }), 'peer/release');
    },
  },
  {
    name: 'refuses more than 1.5 MiB before it reads it',
    run: async (node) => {
      const filling = 'x'.repeat(LARGEST_MESSAGE);
      const answer = await post(node, newMessage(node, { data: { filling } }));
      // A node may close the connection while the rest is still being sent.
      return answer.status === 0 ? undefined : refused(answer, 'peer/too-large');
    },
  },
  {
    name: 'cuts off a sender that sends its body byte by byte',
    run: async (node) => {
      const body = await bytesOf(node, newMessage(node));
      const patience = 45_000;
      const raw = makeRequest(node, { ...POST, body });
      const milliseconds = await sendSlowly(node, raw, patience);
      return milliseconds < patience ? undefined : 'it was not cut off within 45 seconds';
    },
  },
  {
    name: 'has nothing to ask for beyond this protocol: no search, no persons',
    run: async (node) => {
      for (const path of ['/federation/persons', '/federation/files', '/federation/search?q=x']) {
        const answer = await sendRaw(node, makeRequest(node, { method: 'GET', path }));
        if (answer.status !== 404) return `expected 404 for ${path}, got ${describe(answer)}`;
      }
      return undefined;
    },
  },
];

/** A message that is wrong in one way, and the code with which it must be refused. */
function wrongMessage(
  name: string,
  code: PeerRefusalCode,
  wrong: (node: CheckedNode) => object,
): Check {
  return { name, run: async (node) => refused(await post(node, wrong(node)), code) };
}

const REFUSES_MESSAGES: readonly Check[] = [
  wrongMessage('refuses a message addressed to another node', 'message/audience', (node) =>
    newMessage(node, { audience: 'elsewhere.invalid' }),
  ),
  wrongMessage('refuses a message that another node wrote', 'message/source', (node) =>
    newMessage(node, { source: 'elsewhere.invalid' }),
  ),
  {
    name: 'refuses a message that another key signed',
    run: async (node) => {
      const messageKey = await generateSigningKey();
      return refused(await post(node, newMessage(node), { messageKey }), 'message/signature');
    },
  },
  wrongMessage('refuses a message dated in the future', 'message/future', (node) =>
    newMessage(node, { time: at(HOUR_MS), expirytime: at(2 * HOUR_MS) }),
  ),
  wrongMessage('refuses a message whose time is over', 'message/expired', (node) =>
    newMessage(node, { time: at(-2 * HOUR_MS), expirytime: at(-HOUR_MS) }),
  ),
  wrongMessage('refuses a message that would be on its way for a year', 'message/lasting', (node) =>
    newMessage(node, { expirytime: at(365 * DAY_MS) }),
  ),
  {
    name: 'refuses other content under the identifier of a message that it has',
    run: async (node) => {
      const message = newMessage(node);
      const other = { ...message, data: { filling: 'other' } };
      return (
        taken(await post(node, message)) ?? refused(await post(node, other), 'message/other-bytes')
      );
    },
  },
  {
    name: 'refuses a second message at the same place of a thread',
    run: async (node) => {
      const message = newMessage(node);
      const other = newMessage(node, { subject: message.subject });
      return taken(await post(node, message)) ?? refused(await post(node, other), 'message/chain');
    },
  },
  {
    name: 'refuses a message that names another past of its thread',
    run: async (node) => {
      const message = newMessage(node);
      const other = nextMessage(node, { ...message, id: newMessage(node).id });
      return taken(await post(node, message)) ?? refused(await post(node, other), 'message/chain');
    },
  },
  wrongMessage('refuses a type that it does not know', 'message/unknown-type', (node) => ({
    ...newMessage(node),
    type: 'org.amparo.search.v1',
  })),
  wrongMessage(
    'refuses a field too many, in the envelope and in what it carries',
    'message/malformed',
    (node) => ({
      ...newMessage(node),
      name: 'x',
    }),
  ),
  wrongMessage('refuses a field that is missing', 'message/malformed', (node) => {
    const entries = Object.entries(newMessage(node)).filter(([field]) => field !== 'urgent');
    return Object.fromEntries(entries);
  }),
  {
    name: 'refuses JSON that is nested without end, and what is no JSON',
    run: async (node) => {
      for (const text of [`${'['.repeat(5000)}${']'.repeat(5000)}`, '{"message":', '\u0000']) {
        const raw = makeRequest(node, { ...POST, body: Buffer.from(text) });
        const wrong = refused(await sendRaw(node, raw), 'message/malformed');
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    },
  },
];

/** Every check, in the order in which they are told. */
export const CHECKS: readonly Check[] = [...TAKES, ...REFUSES_REQUESTS, ...REFUSES_MESSAGES];
