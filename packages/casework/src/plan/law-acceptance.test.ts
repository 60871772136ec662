import { expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import { decideAcceptance, foldAcceptedLaw, latestAccepted, lawStanding } from './index.ts';
import type { AcceptedLaw, LawAccepted, ReleaseName } from './index.ts';

const name = (release: string, letter: string): ReleaseName => ({
  release,
  digest: `${letter.repeat(43)}=`,
});
const OLD = name('2026-11-01', 'A');
const NEW = name('2026-11-24', 'B');
const event = (of: ReleaseName): LawAccepted => ({
  v: 1,
  kind: 'law/accepted',
  ...of,
  before: null,
  saw: 'changes',
  on: '2026-11-25',
});

function entry(position: number, payload: unknown, byPerson = false): OpenedEntry {
  return {
    entry: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
    position,
    author: '00000000-0000-4000-8000-000000000009',
    authorName: `Member ${String(position)}`,
    deskName: 'Casework (demo)',
    byPerson,
    time: '2026-11-25T10:00:00.000Z',
    receivedAt: `2026-11-25T10:00:${String(position).padStart(2, '0')}.000Z`,
    payload,
  };
}

const accepted = (of: ReleaseName): AcceptedLaw => ({ event: event(of), by: 'M', at: '2026' });
const none = { accepted: null, changes: { ok: true, changes: [] }, today: '2026-11-25' } as const;

test('accepting a release says which, in place of which, what was seen, and on which day', () => {
  expect(decideAcceptance(NEW, { ...none, accepted: accepted(OLD) })).toEqual({
    ok: true,
    events: [{ ...event(NEW), before: OLD }],
  });
  expect(decideAcceptance(NEW, { ...none, changes: null })).toMatchObject({
    events: [{ saw: 'plan', before: null }],
  });
});

test('a file never goes back, never accepts twice, and never loses facts by accepting', () => {
  const refusal = (offered: ReleaseName, over: object): unknown => {
    const decided = decideAcceptance(offered, { ...none, ...over });
    return decided.ok ? 'accepted' : decided.refusal.code;
  };
  expect(refusal(OLD, { accepted: accepted(NEW) })).toBe('law/older');
  expect(refusal(NEW, { accepted: accepted(NEW) })).toBe('law/accepted-already');
  const error = { code: 'c', file: '', path: 'tests.x', message: 'm', remedy: 'r' };
  expect(refusal(NEW, { changes: { ok: false, errors: [error] } })).toBe('law/unreadable-facts');
  expect(refusal({ ...NEW, release: 'soon' }, {})).toBe('request/malformed');
});

test('the last acceptance counts, an older one after it is refused, and the person accepts no law', () => {
  const entries = [entry(1, event(OLD)), entry(2, event(NEW)), entry(3, event(OLD))];
  const { state, refused } = foldAcceptedLaw(entries);
  expect(state).toMatchObject({ event: NEW, by: 'Member 2' });
  expect(refused).toHaveLength(1);
  expect(foldAcceptedLaw([entry(1, event(NEW), true)]).state).toBeNull();
  expect(foldAcceptedLaw([entry(1, { v: 1, kind: 'note/added' })]).refused).toEqual([]);
});

test('of several drawers the latest release counts, and of the same one the last', () => {
  const later = { ...accepted(NEW), at: '2027' };
  expect(latestAccepted([null, accepted(NEW), accepted(OLD), later])).toBe(later);
  expect(latestAccepted([accepted(OLD), null])).toEqual(accepted(OLD));
  expect(latestAccepted([null, null])).toBeNull();
});

test.each([
  ['nothing accepted, nothing remembered', null, null, [], 'unaccepted'],
  ['remembered as it is', null, NEW, [], 'unaccepted'],
  ['accepted as it is', accepted(NEW), null, [], 'accepted'],
  ['remembered under an earlier one that is here', null, OLD, [OLD.digest], 'offered'],
  ['remembered under an earlier one that is gone', null, OLD, [], 'unaccepted'],
  ['accepted under an earlier one that is here', accepted(OLD), NEW, [OLD.digest], 'offered'],
  ['accepted under an earlier one that is not here', accepted(OLD), NEW, [], 'offered-unseen'],
] as const)('a file %s', (...[, accept, standing, held, expected]) => {
  expect(lawStanding({ current: NEW, accepted: accept, standing, held })).toBe(expected);
});

test('a device with an older release than the file says that it is behind', () => {
  const held = [NEW.digest];
  expect(lawStanding({ current: OLD, accepted: accepted(NEW), standing: null, held })).toBe(
    'behind',
  );
});
