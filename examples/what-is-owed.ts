/**
 * What the law says about a few facts, in thirty lines: run it with `node examples/what-is-owed.ts`.
 * The engine gets packs and facts as values, so the same lines work in a browser or offline.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess, explainFinding, parseFacts, parsePacks } from '@amparo/law';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '..', 'law-packs');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => ({ file, content: parse(readFileSync(join(folder, file), 'utf8')) as unknown }));

const law = parsePacks(files);
if (!law.ok) throw new Error(law.errors[0]?.message);

const facts = parseFacts(
  { location: 'GB-EAW', indicators: true, claimedAge: 16, ageDisputed: true },
  law.packs,
);
if (!facts.ok) throw new Error(facts.errors[0]?.message);

const { findings } = assess({ packs: law.packs, facts: facts.facts, asOf: '2026-11-23' });
const engaged = findings.filter(({ result }) => result === 'engaged');
console.log(`${engaged.length} laws are engaged on these facts. The first, as sentences:`);
for (const sentence of engaged[0] === undefined ? [] : explainFinding(engaged[0])) {
  console.log(`- ${sentence}`);
}
