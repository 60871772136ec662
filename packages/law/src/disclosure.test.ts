import { expect, test } from 'vitest';
import { listDisclosureDuties, parsePacks, tellingsOf } from './index.ts';
import { loadSmall, provision, smallFiles } from './testing/small-law.ts';

const duty = provision({
  id: 'P',
  category: 'disclosure-duty',
  title: 'Officials tell the ministry',
});

test('whom authorities must tell is shown where it is known, and never passed over where it is not', () => {
  const [aa, north] = listDisclosureDuties(loadSmall([duty]), ['AA', 'BB-N'], '2026-01-01');
  expect(aa).toMatchObject({ extent: 'AA', known: true });
  expect(aa?.sentence).toContain('In Aaland: Officials tell the ministry.');
  expect(north).toMatchObject({ extent: 'BB-N', known: false, duties: [] });
  expect(north?.sentence).toBe(
    'We do not know whom authorities in North Beland must tell. Ask a lawyer there before sharing.',
  );
});

test('a desk sees the duties that bind it and those that do not say whom they bind', () => {
  const packs = loadSmall([
    duty,
    provision({
      id: 'Q',
      category: 'disclosure-duty',
      title: 'Doctors tell nobody',
      desks: ['health'],
    }),
  ]);
  const titles = (desk?: string): readonly string[] | undefined =>
    listDisclosureDuties(packs, ['AA'], '2026-01-01', desk)[0]?.duties.map(({ title }) => title);
  expect(titles()).toEqual(['Officials tell the ministry', 'Doctors tell nobody']);
  expect(titles('health')).toEqual(['Officials tell the ministry', 'Doctors tell nobody']);
  expect(titles('legal')).toEqual(['Officials tell the ministry']);
});

test('a place whose duties bind other desks only is not said to be unread', () => {
  const packs = loadSmall([provision({ id: 'Q', category: 'disclosure-duty', desks: ['health'] })]);
  const [found] = listDisclosureDuties(packs, ['AA'], '2026-01-01', 'legal');
  expect(found).toMatchObject({ known: true, duties: [] });
  expect(found?.sentence).toContain('No duty that binds this kind of desk was read');
  expect(() => listDisclosureDuties(packs, ['AA'], 'soon')).toThrow('soon');
});

test('what is passed on is said in closed words, and only to the desks that it binds', () => {
  const tells = [
    { to: 'child-protection', about: 'child-harm', immigration: false },
    { to: 'court', about: 'asked', how: 'may', desks: ['health'] },
  ];
  const packs = loadSmall([provision({ id: 'Q', category: 'disclosure-duty', tells })]);
  const told = (desk: string) =>
    (listDisclosureDuties(packs, ['AA'], '2026-01-01', desk)[0]?.duties ?? []).map((duty) =>
      tellingsOf(duty, desk),
    );
  const child = {
    to: 'child-protection',
    about: 'child-harm',
    how: 'must',
    immigration: false,
    desks: [],
  };
  expect(told('legal')).toEqual([[child]]);
  expect(told('health')).toEqual([
    [child, { to: 'court', about: 'asked', how: 'may', immigration: null, desks: ['health'] }],
  ]);
});

test('a duty that does not say who is told is refused, and so is an unknown word', () => {
  const faults = (own: object) => {
    const parsed = parsePacks(smallFiles([provision({ id: 'Q', ...own })]));
    return parsed.ok ? [] : parsed.errors.map(({ code }) => code);
  };
  const duty = { category: 'disclosure-duty' };
  expect(faults({ ...duty, tells: undefined })).toEqual(['pack/tells']);
  expect(faults({ tells: [] })).toEqual(['pack/tells']);
  const parsed = parsePacks(smallFiles([provision({ id: 'Q', tells: [] })]));
  expect(parsed.ok ? [] : parsed.errors).toMatchObject([
    {
      path: 'provisions[1].tells',
      message:
        'A duty to disclose says in "tells" who is told on what occasion, and nothing else does.',
      remedy: 'Add "tells:" with one line for each; "tells: []" where nobody is told anything.',
    },
  ]);
  const unread = { ...duty, tells: [{ to: 'court', about: 'soon' }] };
  const wrong = parsePacks(smallFiles([provision({ id: 'Q', ...unread })]));
  expect(wrong.ok ? [] : wrong.errors).toMatchObject([{ path: 'provisions[1].tells[0].about' }]);
  const unknown = { ...duty, tells: [{ to: 'neighbours', about: 'crime' }] };
  expect(faults(unknown)).toEqual(['pack/not-a-choice']);
  expect(faults({ ...duty, tells: [{ to: 'court', about: 'asked', immigration: 'no' }] })).toEqual([
    'pack/not-a-flag',
  ]);
});
