import { expect, test } from 'vitest';
import { parseScenario, runScenario } from './index.ts';
import type { ScenarioOutcome } from './index.ts';
import { loadSmall, MARK, provision } from './testing/small-law.ts';

const packs = loadSmall([provision({ id: 'P' })]);

function run(expect: object, facts: object = { location: 'AA', signs: true }): ScenarioOutcome {
  const content = {
    scenario: 's',
    title: 't',
    citation: 'c',
    verified: MARK,
    steps: [{ asOf: '2026-01-01', facts, expect: [expect] }],
  };
  const parsed = parseScenario({ file: 's.yaml', content });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return runScenario(packs, parsed.scenario);
}

test('a scenario passes only when the packs say what it expects', () => {
  expect(run({ provision: 'P', in: 'AA', result: 'engaged', because: ['signs: yes'] }).ok).toBe(
    true,
  );
  expect(run({ provision: 'P', result: 'not-engaged' }).ok).toBe(false);
  expect(run({ provision: 'P', in: 'BB-N', result: 'engaged' }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', because: ['never said'] }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', missing: ['other'] }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', due: [{ rule: 'D', date: null }] }).ok).toBe(
    false,
  );
  expect(run({ provision: 'Z', result: 'absent' }).failures).toEqual(['step 1: Z is in no pack']);
  expect(run({ provision: 'P', result: 'absent' }, { location: 'BB-N', signs: true }).ok).toBe(
    true,
  );
});

test('a scenario whose facts are refused fails with the reason', () => {
  expect(run({ provision: 'P', result: 'engaged' }, { location: 'BB' }).failures[0]).toContain(
    'several legal systems',
  );
});

test('a scenario that expects nothing, or says no source, is refused', () => {
  const content = {
    scenario: 's',
    title: 't',
    citation: 'c',
    steps: [{ asOf: '2026', facts: {} }],
  };
  const parsed = parseScenario({ file: 's.yaml', content });
  const codes = parsed.ok ? [] : parsed.errors.map(({ code }) => code);
  expect(codes).toContain('scenario/expects-nothing');
  expect(codes).toContain('pack/not-an-object');
});
