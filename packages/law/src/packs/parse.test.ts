import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import type { LawError } from '../index.ts';
import { MARK, provision, smallFiles } from '../testing/small-law.ts';

function errorsOf(...provisions: readonly object[]): readonly LawError[] {
  const parsed = parsePacks(smallFiles(provisions));
  return parsed.ok ? [] : parsed.errors;
}

function codesOf(own: object): readonly string[] {
  return errorsOf(provision({ id: 'P', ...own })).map((error) => error.code);
}

test('a sound pack is read', () => {
  expect(errorsOf(provision({ id: 'P' }))).toEqual([]);
});

test('a mistyped name is refused with the one that was meant', () => {
  const [error] = errorsOf(provision({ id: 'P', sumary: 'x' }));
  expect(error).toMatchObject({
    code: 'pack/unknown-key',
    file: 'aa/law.yaml',
    path: 'provisions[1].sumary',
    remedy: 'Did you mean "summary"?',
  });
});

test('a condition that names no fact is refused with the nearest one', () => {
  const [error] = errorsOf(provision({ id: 'P', versions: [{ from: '2010', when: 'sings' }] }));
  expect(error?.message).toContain('"sings" is neither a fact of the vocabulary nor a concept');
  expect(error?.remedy).toBe('Did you mean "signs"?');
});

test('every error is reported at once, each with its place', () => {
  const errors = errorsOf(
    provision({ id: 'P', force: 'mst', versions: [{ from: '2026-02-30', when: 'signs' }] }),
  );
  expect(errors.map(({ path }) => path)).toEqual([
    'provisions[1].force',
    'provisions[1].versions[0].from',
    'provisions[1].versions[0]',
  ]);
});

test('the line of an error is the one its reader knows', () => {
  const files = smallFiles([provision({ id: 'P', force: 'mst' })]).map((file) => ({
    ...file,
    lineOf: () => 17,
  }));
  const parsed = parsePacks(files);
  expect(parsed.ok ? undefined : parsed.errors[0]?.line).toBe(17);
});

test.each<[string, object]>([
  ['pack/mark-without-proof', { verified: { ...MARK, level: 'official' } }],
  ['pack/mark-without-proof', { verified: { ...MARK, level: 'secondary' } }],
  ['pack/missing', { verified: { level: 'memory', where: 'x' } }],
  ['pack/no-version', { versions: [] }],
  ['pack/reaches-nobody', { extent: [] }],
  ['pack/reaches-nobody', { connects: [] }],
  ['pack/leads-nowhere', { extent: ['ZZ'] }],
  ['pack/leads-nowhere', { versions: [{ from: '2010', when: { provision: 'Q' } }] }],
  ['pack/leads-nowhere', { versions: [{ from: '2010', when: { listed: 'Q' } }] }],
  ['pack/leads-nowhere', { gapAgainst: ['Q'] }],
  ['pack/anchor', { versions: [{ from: '2010', anchor: 'yesterday', when: 'signs' }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { open: 'no-such-test' } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'colour', is: ['red'] } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { every: ['signs'] } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { age: 'act' } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: 'colour' }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'signs', is: 'yes' } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'colour', includes: 'red' } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'colour', happened: true } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'colour', atLeast: 3 } }] }],
  ['pack/condition', { versions: [{ from: '2010', when: { fact: 'nationality', is: 'AA' } }] }],
  ['pack/leads-nowhere', { versions: [{ from: '2010', when: { fact: 'colour', is: 'rde' } }] }],
  ['pack/leads-nowhere', { versions: [{ from: '2010', when: { fact: 'location', is: 'ZZ' } }] }],
  [
    'pack/leads-nowhere',
    { versions: [{ from: '2010', when: { decision: 'frist', result: 'positive' } }] },
  ],
  [
    'pack/leads-nowhere',
    { versions: [{ from: '2010', when: { decision: 'first', result: 'positve' } }] },
  ],
  [
    'pack/leads-nowhere',
    { versions: [{ from: '2010', when: { age: 'act', under: 18, presume: 'taxes' } }] },
  ],
  ['pack/place', { extent: ['BB'] }],
  ['pack/version-ends-first', { versions: [{ from: '2010', to: '2009', when: 'signs' }] }],
])('%s: %j', (code, own) => {
  expect(codesOf(own)).toContain(code);
});

test('two versions of one anchor may not overlap', () => {
  const second = { from: '2015-01-01', when: 'signs' };
  expect(codesOf({ versions: [{ from: '2010', when: 'signs' }, second] })).toEqual([
    'pack/versions-overlap',
  ]);
  expect(
    codesOf({ versions: [{ from: '2010', to: '2014-12-31', when: 'signs' }, second] }),
  ).toEqual([]);
});

test('support may not hang on a status unless the provision shows the cliff', () => {
  const support = {
    category: 'assistance',
    versions: [{ from: '2010', when: { all: ['signs', 'helps'] } }],
  };
  const cliff = {
    on: 'cooperation',
    what: 'It falls.',
    when: 'Then.',
    challenge: 'So.',
    interimRelief: 'Thus.',
    survives: ['PRESUME'],
  };
  expect(codesOf(support)).toEqual(['pack/hidden-cliff']);
  expect(codesOf({ ...support, cliffs: [cliff] })).toEqual([]);
  expect(codesOf({ ...support, category: 'residence' })).toEqual([]);
  const hidden = { ...support, versions: [{ from: '2010', when: { provision: 'Q' } }] };
  const other = provision({ id: 'Q', versions: [{ from: '2010', when: 'helps' }] });
  expect(errorsOf(provision({ id: 'P', ...hidden }), other).map(({ code }) => code)).toEqual([
    'pack/hidden-cliff',
  ]);
});

test('the id of an open test, an exception or a deadline means one thing', () => {
  const asking = (ask: string): object => ({
    tests: [{ id: 'fair', ask, of: 'court', for: [], against: [] }],
  });
  const same = errorsOf(
    provision({ id: 'P', ...asking('Fair?') }),
    provision({ id: 'Q', ...asking('Fair?') }),
  );
  const other = errorsOf(
    provision({ id: 'P', ...asking('Fair?') }),
    provision({ id: 'Q', ...asking('Just?') }),
  );
  expect(same).toEqual([]);
  expect(other.map(({ code }) => code)).toEqual(['pack/twice']);
  expect(codesOf({ exceptions: [exception({}), exception({})] })).toEqual(['pack/twice']);
});

const exception = (own: object): object => ({
  id: 'E',
  label: 'x',
  when: 'other',
  effect: 'defeats',
  source: 's',
  ...own,
});

test('two exceptions that the same facts meet may not say different things', () => {
  const exceptions = (when: unknown, other: unknown): object => ({
    exceptions: [exception({ when }), exception({ id: 'F', when: other, effect: 'discretion' })],
  });
  expect(codesOf(exceptions('other', 'excluded'))).toEqual([]);
  expect(codesOf(exceptions('other', 'other'))).toEqual(['pack/conflict']);
  // Written differently, and yet the same.
  const turned = { not: { all: [{ not: 'other' }, { not: 'excluded' }] } };
  expect(codesOf(exceptions({ any: ['other', 'excluded'] }, turned))).toEqual(['pack/conflict']);
  expect(codesOf(exceptions({ any: ['other', 'excluded'] }, 'other'))).toEqual([]);
});

test('a rule or an exception that no facts at all can meet is refused', () => {
  expect(codesOf({ exceptions: [exception({ when: 'signs' })] })).toEqual(['pack/never-engaged']);
  expect(
    codesOf({ exceptions: [exception({ when: { all: ['other', { not: 'other' }] } })] }),
  ).toEqual(['pack/never-met']);
  expect(
    codesOf({ versions: [{ from: '2010', when: { all: ['any-sign', { not: 'any-sign' }] } }] }),
  ).toEqual(['pack/never-engaged']);
});

test('an exception lifts another one that exists, and never itself in a circle', () => {
  const lifting = (own: object): object =>
    exception({ id: 'F', when: 'excluded', effect: 'lifts', ...own });
  expect(codesOf({ exceptions: [exception({}), lifting({ of: 'E' })] })).toEqual([]);
  expect(codesOf({ exceptions: [exception({}), lifting({})] })).toEqual(['pack/lifts']);
  expect(codesOf({ exceptions: [exception({ of: 'E' })] })).toContain('pack/lifts');
  expect(codesOf({ exceptions: [exception({}), lifting({ of: 'G' })] })).toEqual([
    'pack/leads-nowhere',
  ]);
  expect(codesOf({ exceptions: [lifting({ of: 'G' }), lifting({ id: 'G', of: 'F' })] })).toEqual([
    'pack/lifts',
    'pack/lifts',
  ]);
});

test('what is found across files still names its file, its line and its place', () => {
  const asked: (readonly (string | number)[])[] = [];
  const files = smallFiles([provision({ id: 'P', gapAgainst: ['Q'] })]).map((file) => ({
    ...file,
    lineOf: (path: readonly (string | number)[]) => {
      asked.push(path);
      return 23;
    },
  }));
  const parsed = parsePacks(files);
  expect(parsed.ok ? [] : parsed.errors).toMatchObject([
    { code: 'pack/leads-nowhere', file: 'aa/law.yaml', line: 23, path: 'P: gapAgainst[0]' },
  ]);
  expect(asked.at(-1)).toEqual(['provisions', 1, 'gapAgainst', 0]);
});

test('an id is never used twice', () => {
  expect(errorsOf(provision({ id: 'P' }), provision({ id: 'P' })).map(({ code }) => code)).toEqual([
    'pack/twice',
  ]);
});

test('a pack says its version, and stands in the folder of its name', () => {
  const files = smallFiles([provision({ id: 'P' })]);
  const renamed = files.map((file) =>
    file.file === 'aa/law.yaml' ? { ...file, file: 'cc/law.yaml' } : file,
  );
  const parsed = parsePacks(renamed);
  expect(parsed.ok ? [] : parsed.errors.map(({ code }) => code)).toEqual(['pack/no-head']);
});

test('nothing at all is no body of law', () => {
  expect(parsePacks([])).toMatchObject({ ok: false, errors: [{ code: 'pack/no-files' }] });
});

test('what is not a pack is refused and never thrown', () => {
  for (const content of [null, 7, 'text', [], { provisions: 'none' }, { provisions: [7] }]) {
    const parsed = parsePacks([...smallFiles(), { file: 'aa/odd.yaml', content }]);
    expect(parsed.ok).toBe(false);
  }
});

test('what looks like a slip is told, with its place, and stops nothing', () => {
  const doubtsOf = (own: object): readonly LawError[] => {
    const parsed = parsePacks(smallFiles([provision({ id: 'P', ...own })]));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return parsed.doubts;
  };
  const tests = [{ id: 'fair', ask: 'Fair?', of: 'court', for: [], against: [] }];
  expect(doubtsOf({ doesNotDecide: ['the time limit, which another law sets'] })).toEqual([]);
  expect(doubtsOf({ doesNotDecide: ['and so on', 'something else'] })).toEqual([]);
  expect(doubtsOf({ doesNotDecide: ['the time limit', 'which another law sets'] })).toMatchObject([
    { code: 'pack/cut-sentence', file: 'aa/law.yaml', path: 'P: doesNotDecide[1]' },
  ]);
  expect(doubtsOf({ tests })).toMatchObject([{ code: 'pack/test-not-asked', path: 'P: tests[0]' }]);
  expect(doubtsOf({ tests, versions: [{ from: '2010', when: { open: 'fair' } }] })).toEqual([]);
});
