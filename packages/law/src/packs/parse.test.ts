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
  const exception = { id: 'E', label: 'x', when: 'other', effect: 'defeats', source: 's' };
  expect(codesOf({ exceptions: [exception, exception] })).toEqual(['pack/twice']);
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
