import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DRAWER_CLASSES } from '../grants/index.ts';
import {
  type ActDrawer,
  decideAct,
  decideReview,
  decideSecond,
  NEVER_BROKEN,
  type Seated,
  type StandingAct,
} from './decide.ts';
import type { ActStatement } from './model.ts';

const NOW = '2026-05-03T10:00:00.000Z';
const DESK = '00000000-0000-4000-8000-000000000001';
const LEAD = '00000000-0000-4000-8000-000000000002';
const OVERSIGHT = '00000000-0000-4000-8000-000000000003';
const DRAWER = '00000000-0000-4000-8000-00000000000a';
const id = (n: number): string => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;

const common = { act: id(1), desk: DESK, wordsHash: 'A'.repeat(43), askedAt: NOW };
const emergency: ActStatement = {
  ...common,
  kind: 'break-glass',
  drawers: [DRAWER],
  ground: 'vital-interest',
};
const at = (member: number, desk: string, role: 'lead' | 'member' = 'member'): Seated => ({
  member: id(member),
  seats: [{ desk, kind: desk === OVERSIGHT ? 'oversight' : 'casework', role }],
});
const drawer = (changes: Partial<ActDrawer> = {}): ActDrawer => ({
  drawer: DRAWER,
  class: 'identity',
  leadDesk: LEAD,
  isConversation: false,
  isStopped: true,
  isHeld: false,
  ...changes,
});
const standing = (changes: Partial<StandingAct> = {}): StandingAct => ({
  statement: emergency,
  leadDesk: LEAD,
  askedBy: id(10),
  secondBy: null,
  isEnded: false,
  isReviewed: false,
  isHeld: false,
  ...changes,
});

describe('in an emergency', () => {
  test('no class of the person alone, their therapist or their lawyer opens, every other may', () => {
    for (const each of DRAWER_CLASSES) {
      const facts = {
        now: NOW,
        asker: at(10, DESK),
        drawers: [drawer({ class: each })],
        ledDrawers: 0,
        hasUnreviewed: false,
      };
      const decided = decideAct(emergency, facts);
      expect(decided.ok, each).toBe(!NEVER_BROKEN.has(each));
      if (!decided.ok) expect(decided.refusal.code).toBe('keeping/never');
    }
    expect([...NEVER_BROKEN].sort()).toEqual(['mine', 'privileged', 'therapy']);
  });

  test('the second signature opens for a day and no longer', () => {
    const decided = decideSecond(standing(), at(11, DESK), NOW);
    expect(decided).toMatchObject({ ok: true, events: [{ until: '2026-05-04T10:00:00.000Z' }] });
  });

  test('nobody signs second after a week', () => {
    const decided = decideSecond(standing(), at(11, DESK), '2026-05-10T10:00:00.001Z');
    expect(decided).toMatchObject({ refusal: { code: 'keeping/ended' } });
  });
});

test('property: whoever signs, it is never one member twice, and never somebody with no part in it', () => {
  const desk = fc.constantFrom(DESK, LEAD, OVERSIGHT, id(99));
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 12 }), desk, desk, (who, first, own) => {
      const act = standing({ statement: { ...emergency, desk: first } });
      const decided = decideSecond(act, at(who, own), NOW);
      const isOther = who !== 10;
      const isConcerned = own === first || own === LEAD || own === OVERSIGHT;
      expect(decided.ok).toBe(isOther && isConcerned);
    }),
  );
});

test('property: a review is by a third member, at oversight or leading one of the two desks', () => {
  const role = fc.constantFrom('lead' as const, 'member' as const);
  const desk = fc.constantFrom(DESK, LEAD, OVERSIGHT, id(99));
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 12 }), desk, role, (who, own, as) => {
      const act = standing({ secondBy: id(11) });
      const decided = decideReview(act, at(who, own, as));
      const mayReview = own === OVERSIGHT || (as === 'lead' && own !== id(99));
      expect(decided.ok).toBe(who === 12 && mayReview);
    }),
  );
});

test('what nobody opened, and what was reviewed already, is not reviewed', () => {
  const lead = at(12, LEAD, 'lead');
  expect(decideReview(standing(), lead).ok).toBe(false);
  const reviewed = standing({ secondBy: id(11), isReviewed: true });
  expect(decideReview(reviewed, lead)).toMatchObject({ refusal: { code: 'keeping/ended' } });
});
