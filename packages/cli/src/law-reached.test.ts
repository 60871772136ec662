/** Every provision of every pack is reached: for each, a person is made for whom it is engaged. */
import { assess, compileLaw, listOutcomes, parseFacts, SUPPORT_CATEGORIES } from '@amparo/law';
import type { Finding, Packs, Provision } from '@amparo/law';
import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';
import { keepLeaves, keyOf, listLeaves } from './testing/law-facts.ts';
import { chooserOf, connectedTo, makeEngaged, placeOf, setFact } from './testing/satisfy.ts';

const loaded = await loadLaw();
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
const packs: Packs = loaded.packs;
const law = compileLaw(packs);
const provisions = [...packs.provisions.values()];
const asOf = '2026-06-15';
const TRIES = 60;

interface Person {
  readonly provision: Provision;
  readonly place: string;
  readonly facts: Record<string, unknown>;
}

function read(facts: object): Parameters<typeof listOutcomes>[1]['facts'] {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors[0]));
  return parsed.facts;
}

function resultsOf(facts: object, place?: string): ReadonlyMap<string, string> {
  const where = place === undefined ? {} : { in: [place] };
  return new Map(
    listOutcomes(law, { facts: read(facts), asOf, ...where }).map(
      ({ provision, jurisdiction, about, result }) => [
        [provision, jurisdiction, about ?? ''].join(' '),
        result,
      ],
    ),
  );
}

/** The version that is law on the day, or the last one. */
function presentVersion(provision: Provision): Provision['versions'][number] | undefined {
  const present = provision.versions.findLast(
    ({ from, to }) => from <= asOf && (to ?? '9') >= asOf,
  );
  return present ?? provision.versions.at(-1);
}

const DORMANT = ['enacted', 'not-commenced', 'repealed', 'paused'];

/** For each provision a person for whom it is engaged, as far as one can be made. */
const people = new Map<string, Person>();
for (const provision of provisions) {
  const version = presentVersion(provision);
  if (version === undefined) continue;
  for (let seed = 0; seed < TRIES && !people.has(provision.id); seed += 1) {
    const draft = makeEngaged(packs, provision, version, chooserOf(seed));
    if (draft === undefined) break;
    const found = listOutcomes(law, { facts: read(draft.facts), asOf, in: [draft.place] }).some(
      (outcome) => outcome.provision === provision.id && outcome.result === 'engaged',
    );
    if (found) people.set(provision.id, { provision, place: draft.place, facts: draft.facts });
  }
}

/** True where nobody checked whether any state is bound, so that nothing can be engaged. */
function isUnchecked(provision: Provision): boolean {
  return provision.extent.every((code) => {
    const group = packs.extents.groups.get(code);
    return group !== undefined && !group.everyone && !group.closed && group.members.size === 0;
  });
}

test.each(provisions.map((provision) => [provision.id, provision] as const))(
  '%s is engaged for somebody, or says why it cannot be for anybody yet',
  (id, provision) => {
    if (people.has(id)) return;
    const version = presentVersion(provision);
    const reached = version !== undefined && DORMANT.includes(version.state);
    const why = reached || isUnchecked(provision);
    expect(why, `${id} was engaged for nobody in ${String(TRIES)} tries`).toBe(true);
    const place = placeOf(packs, provision);
    const facts = place === undefined ? {} : decidedIn(place);
    const shown = assess({ packs, facts: read(facts), asOf }).findings.filter(
      (finding) => finding.provision === id,
    );
    expect(shown.length, `${id} is shown to nobody`).toBeGreaterThan(0);
  },
);

/** Somebody whom a place is tied to in every way, also by a decision of its authority. */
function decidedIn(place: string): object {
  const state = packs.extents.places.get(place)?.country ?? place;
  return { ...connectedTo(packs, place), identification: { decisions: [{ state }] } };
}

test('a finding with its reasons and one without them agree for everybody made here', () => {
  for (const { facts } of people.values()) {
    const whole = assess({ packs, facts: read(facts), asOf });
    const fast = listOutcomes(law, { facts: read(facts), asOf });
    expect(fast.map(({ provision, result }) => [provision, result])).toEqual(
      whole.findings.map(({ provision, result }) => [provision, result]),
    );
  }
});

test('a person of seventeen keeps every right that one of eighteen has, but what is only for adults', () => {
  for (const { facts } of people.values()) {
    const aged = (dateOfBirth: string): object => ({ ...facts, dateOfBirth, ageDisputed: false });
    const child = resultsOf(aged('2009-05-01'));
    for (const [key, result] of resultsOf(aged('2008-05-01'))) {
      const provision = packs.provisions.get(key.split(' ')[0] ?? '');
      if (result !== 'engaged' || provision?.adultOnly !== undefined) continue;
      expect(child.get(key), key).toBe('engaged');
    }
  }
});

test('a contested age never turns an answer around, in any right of anybody made here', () => {
  for (const { facts } of people.values()) {
    const disputed = (dateOfBirth: string): object => ({
      ...facts,
      dateOfBirth,
      ageDisputed: true,
    });
    const old = resultsOf(disputed('1990-05-01'));
    for (const [key, result] of resultsOf(disputed('2012-05-01'))) {
      const pair = [result, old.get(key) ?? 'cannot-say'].sort().join(' ');
      expect(pair, key).not.toBe('engaged not-engaged');
    }
  }
});

test('forgetting any one fact about anybody made here leaves every answer as it is, or open', () => {
  for (const { provision, place, facts } of people.values()) {
    const now = resultsOf(facts, place);
    const leaves = listLeaves(facts).map(({ path }) => `/${path.join('/')}`);
    // What a court decided about an open test replaces an argument; it is no further fact.
    for (const leaf of leaves.filter((name) => !name.startsWith('/tests/'))) {
      const kept = new Set(leaves.filter((name) => name !== leaf));
      for (const [key, before] of resultsOf(keepLeaves(facts, kept) as object, place)) {
        const pair = [before, now.get(key) ?? 'cannot-say'].sort().join(' ');
        expect(pair, `${provision.id}: ${key} without ${leaf}`).not.toBe('engaged not-engaged');
      }
    }
  }
});

const STATUSES = ['cooperation', 'immigration', 'identification'] as const;

/** The same facts without any that tells a status. */
function without(facts: object, status: string): object {
  const blind: Record<string, unknown> = {};
  for (const { path, value } of listLeaves(facts)) {
    const key = path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
    const name = key.replaceAll('.[]', '[]');
    if (touchesOf(name) !== status) setAt(blind, path, value);
  }
  return blind;
}

function touchesOf(name: string): string | undefined {
  return packs.vocabulary.facts.get(name)?.touches;
}

function setAt(
  whole: Record<string, unknown>,
  path: readonly (string | number)[],
  value: unknown,
): void {
  let at: Record<string | number, unknown> = whole;
  path.forEach((part, index) => {
    if (index === path.length - 1) at[part] = value;
    else {
      const next = at[part] ?? (typeof path[index + 1] === 'number' ? [] : {});
      at[part] = next;
      at = next as Record<string | number, unknown>;
    }
  });
}

test('support that is engaged stays engaged without any word on a status that it does not name', () => {
  for (const { provision, place, facts } of people.values()) {
    if (!SUPPORT_CATEGORIES.includes(provision.category)) continue;
    for (const status of STATUSES) {
      if (provision.cliffs.some(({ on }) => on === status)) continue;
      if (status === 'identification' && provision.connects.includes('identifying')) continue;
      const blind = resultsOf(without(facts, status));
      const key = [...blind.keys()].find((name) => name.startsWith(`${provision.id} ${place} `));
      expect(
        key === undefined ? 'absent' : blind.get(key),
        `${provision.id} without ${status}`,
      ).toBe('engaged');
    }
  }
});

test('nobody connected to one place alone is shown the law of another', () => {
  const places = new Set(provisions.flatMap(({ extent }) => extent));
  for (const place of [...places].filter((code) => packs.extents.places.has(code))) {
    const country = packs.extents.places.get(place)?.country ?? place;
    const also = packs.extents.places.get(place)?.also ?? [];
    const facts = connectedTo(packs, place);
    setFact(facts, 'nationality', []);
    const { findings } = assess({ packs, facts: read(facts), asOf });
    const foreign = findings.filter((finding) => !isLawIn(finding, [place, country, ...also]));
    expect(foreign.map(keyOf), place).toEqual([]);
  }
});

/** A country's own code stands for all its parts where a fact names only the country. */
function isLawIn(finding: Finding, places: readonly string[]): boolean {
  const provision = packs.provisions.get(finding.provision);
  const own = provision?.extent.filter((code) => packs.extents.places.has(code)) ?? [];
  return (
    places.includes(finding.jurisdiction) &&
    (own.length === 0 ||
      own.includes(finding.jurisdiction) ||
      provision?.extent.some((code) => packs.extents.groups.has(code)) === true)
  );
}
