/** Stop, as a property of two running nodes: whatever happened before, nothing new opens after it. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPacket, sendPacket } from '@amparo/casework/packets';
import { stopSharing } from '@amparo/casework/reports';
import { endAt, makePacket, reachWord, startTwoNodes, type TwoNodes } from '../testing/packets.ts';

let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
});
afterAll(() => two.stop());

const ACTS = ['send', 'bring', 'open', 'destroy', 'wait'] as const;
type Act = (typeof ACTS)[number];
const acts = fc.array(fc.constantFrom(...ACTS), { minLength: 1, maxLength: 6 });

test('property: after Stop nothing new opens, in whatever order things are sent, brought and opened', async () => {
  let openedBefore = 0;
  await fc.assert(
    fc.asyncProperty(acts, acts, async (before, after) => {
      const { word, reporter } = await reachWord(two);
      const sent: string[] = [];
      const opened = new Set<string>();
      const { a, b } = two;
      const work: Readonly<Record<Act, () => Promise<unknown>>> = {
        send: async () => {
          const packet = await makePacket(two, word);
          const input = { packet, desk: b.desk.certificate, conversation: reporter.drawer };
          const answer = await a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
          if (answer.status === 200) sent.push(packet.statement.packet);
          return answer;
        },
        bring: () => two.settle(),
        open: async () => {
          for (const packet of sent) {
            const asking = { params: { packet }, cookie: b.lawyer.cookie };
            const answer = await b.node.ask(openPacket, asking);
            if (answer.status === 200) opened.add(packet);
          }
        },
        destroy: async () => {
          for (const packet of sent) await endAt(b.node, packet);
        },
        wait: async () => {
          for (const node of [a.node, b.node]) node.advance(20_000);
        },
      };
      for (const act of before) await work[act]();
      const { locator, token } = reporter;
      const stopped = await a.node.ask(stopSharing, { input: { locator, token } });
      expect(stopped.status).toBe(200);
      const count = sent.length;
      // B learns of it with the next thing that is brought, and the recall is brought first.
      await two.settle();
      openedBefore += opened.size;
      opened.clear();
      for (const act of after) await work[act]();
      await work.bring();
      await work.open();
      expect([...opened]).toEqual([]);
      expect(sent.length).toBe(count);
      for (const packet of sent) await endAt(b.node, packet);
      expect(await sharesOf(sent)).toBe(0);
    }),
    { numRuns: 12, endOnFailure: true, examples: [[['send', 'bring', 'open'], ['open']]] },
  );
  expect(openedBefore).toBeGreaterThan(0);
}, 120_000);

async function sharesOf(packets: readonly string[]): Promise<number> {
  const client = await two.b.node.superuser('keystore');
  const { rowCount } = await client.query('select from shares where drawer = any ($1::uuid[])', [
    packets,
  ]);
  return rowCount ?? 0;
}
