import type { Connection, ExtentGroup, Packs, Provision, Tri } from '../model.ts';
import { dateSpan } from '../dates.ts';
import { anyOf, triOf } from '../tri.ts';
import { withArticle } from '../wording.ts';
import type { Wording } from '../wording.ts';
import { findAnchorDate } from './anchor.ts';
import { countryOf, isRecords, lookUp, useOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { join, leaf } from './truth.ts';
import type { Truth } from './truth.ts';

/** Which fact names the state that stands in each connection to the person. */
const CONNECTION_FACTS: Readonly<Record<Exclude<Connection, 'any'>, string>> = {
  presence: 'location',
  nationality: 'nationality',
  residence: 'permanentResidence',
  living: 'livesIn',
  'place-of-acts': 'exploitationPlaces',
  prosecuting: 'offences[].jurisdiction',
  convicting: 'convictions[].jurisdiction',
  identifying: 'identification.decisions[].state',
  requested: 'extradition.requestedState',
  requesting: 'extradition.requestingState',
  employer: 'employer.state',
};

const PHRASES: Readonly<Record<Connection, { readonly yes: string; readonly no: string }>> = {
  presence: { yes: 'the person is in @', no: 'the person is not in @' },
  nationality: {
    yes: 'the person has the nationality of @',
    no: 'the person does not have the nationality of @',
  },
  residence: {
    yes: 'the person may live permanently in @',
    no: 'the person may not live permanently in @',
  },
  living: { yes: 'the person lives in @', no: 'the person does not live in @' },
  'place-of-acts': {
    yes: 'acts of exploitation happened in @',
    no: 'no acts of exploitation happened in @',
  },
  prosecuting: { yes: 'the person is accused in @', no: 'the person is not accused in @' },
  convicting: { yes: 'the person was convicted in @', no: 'the person was not convicted in @' },
  identifying: {
    yes: 'an authority of @ decides whether the person was trafficked',
    no: 'no authority of @ decides whether the person was trafficked',
  },
  requested: {
    yes: '@ was asked to hand the person over',
    no: '@ was not asked to hand the person over',
  },
  requesting: {
    yes: '@ asked for the person to be handed over',
    no: '@ did not ask for the person to be handed over',
  },
  employer: { yes: 'the employer was sent by @', no: 'the employer was not sent by @' },
  any: { yes: 'the law of @ may always be relied on', no: '' },
};

function wordConnection(connection: Connection, name: string): Wording {
  const { yes, no } = PHRASES[connection];
  return {
    yes: yes.replace('@', name),
    no: no.replace('@', name),
    unknown: `whether ${yes.replace('@', name)}`,
  };
}

interface ConnectedStates {
  readonly codes: readonly string[];
  readonly missing: readonly string[];
}

/** The states that stand in one connection to the person, and what is not known about that. */
function findStates(scene: Scene, connection: Exclude<Connection, 'any'>): ConnectedStates {
  const key = CONNECTION_FACTS[connection];
  // An earlier release of the law may not know the fact yet: then nothing of it connects by it.
  if (!scene.packs.vocabulary.facts.has(key)) return { codes: [], missing: [] };
  const at = key.indexOf('[].');
  if (at < 0) {
    const found = statesOf([lookUp(scene, key).entry?.value], key);
    // Federal law also applies where the person is or was; a state court does not prosecute under it.
    const also = found.codes.flatMap((code) => scene.packs.extents.places.get(code)?.also ?? []);
    return { ...found, codes: [...new Set([...found.codes, ...also])] };
  }
  const list = key.slice(0, at);
  const field = key.slice(at + 3);
  if (scene.record?.list === list) {
    return statesOf([scene.record.entries.get(field)?.value], key);
  }
  const records = scene.facts.lists.get(list);
  if (isRecords(records)) {
    return statesOf(
      records.map((record) => record.get(field)?.value),
      key,
    );
  }
  const accused = lookUp(scene, 'accusedOrAtRisk').entry?.value;
  if (connection === 'prosecuting' && accused === false) return { codes: [], missing: [] };
  return { codes: [], missing: [list] };
}

function statesOf(values: readonly unknown[], key: string): ConnectedStates {
  const codes = values.flatMap((value): readonly string[] => {
    if (Array.isArray(value)) return value.map(String);
    return typeof value === 'string' ? [value] : [];
  });
  return {
    codes: [...new Set(codes)],
    missing: values.includes(undefined) ? [key] : [],
  };
}

/**
 * Every state that the facts connect to the person, in the order of the connections.
 *
 * A country with several systems stands for the part of it that other facts name; where none does,
 * an authority that decides on identification stands for all its parts.
 */
export function listConnectedStates(scene: Scene): readonly string[] {
  const connections = Object.keys(CONNECTION_FACTS) as Exclude<Connection, 'any'>[];
  const named = connections.map((connection) => ({
    connection,
    codes: findStates(scene, connection).codes,
  }));
  const all = new Set(named.flatMap(({ codes }) => codes));
  const states = named.flatMap(({ connection, codes }) =>
    codes.flatMap((code) => {
      const parts = scene.packs.extents.places.get(code)?.choose ?? [];
      if (parts.some((part) => all.has(part))) return [];
      return connection === 'identifying' && parts.length > 0 ? parts : [code];
    }),
  );
  return [...new Set(states)];
}

/** Whether this state stands to the person in one way, without the reasons. */
export function judgeConnection(connection: Connection, scene: Scene): Tri {
  if (connection === 'any') return 'yes';
  const { codes, missing } = findStates(scene, connection);
  if (codes.includes(scene.jurisdiction) || codes.includes(scene.country)) return 'yes';
  return missing.length > 0 ? 'unknown' : 'no';
}

/** Whether this state stands to the person as the provision requires. */
export function evaluateConnection(provision: Provision, scene: Scene): Truth {
  const parts = provision.connects.map((connection): Truth => {
    const label = wordConnection(connection, nameOf(scene));
    if (connection === 'any') return leaf('connection', label, 'yes');
    const key = CONNECTION_FACTS[connection];
    const facts = key.includes('[].') ? [] : [useOf(lookUp(scene, key), scene.packs)];
    const { missing } = findStates(scene, connection);
    return leaf('connection', label, judgeConnection(connection, scene), { facts, missing });
  });
  return join('any', 'how this state is connected to the person', parts);
}

/** Whether the provision is law in this state, for treaties on the day that counts; no reasons. */
export function judgeReach(provision: Provision, scene: Scene): Tri {
  if (provision.extent.includes(scene.jurisdiction)) return 'yes';
  return anyOf(
    provision.extent.map((extent) =>
      scene.packs.extents.groups.has(extent) ? isBound(provision, extent, scene) : 'no',
    ),
  );
}

/** Whether the provision is law in this state, for treaties on the day that counts. */
export function evaluateReach(provision: Provision, scene: Scene): Truth {
  const { jurisdiction, packs } = scene;
  if (provision.extent.includes(jurisdiction)) {
    return leaf('reach', `law of ${nameOf(scene)}`, 'yes');
  }
  const parts = provision.extent.flatMap((extent) => {
    const group = packs.extents.groups.get(extent);
    if (group === undefined) return [];
    const tri = isBound(provision, extent, scene);
    return [leaf('extent', describeReach(scene, group, tri), tri)];
  });
  if (parts.length === 0) return leaf('extent', `not law of ${nameOf(scene)}`, 'no');
  return join('any', 'reach', parts);
}

/**
 * Whether a treaty bound the state on the day that counts: the day of the event that picks the version
 * of the law, so that a state that joined later, or left since, is judged by then.
 */
function isBound(provision: Provision, group: string, scene: Scene): Tri {
  const days = [...new Set(provision.versions.map(({ anchor }) => anchor))].map((anchor) =>
    findAnchorDate(scene, anchor),
  );
  return anyOf(
    days.map(({ span, awaited, today }) => {
      const certain = today || awaited || span === undefined;
      const { first, last } = certain ? { first: scene.asOf, last: scene.asOf } : span;
      const at = (day: number): Tri => isMember(scene.packs, group, scene.jurisdiction, day);
      return at(first) === at(last) ? at(first) : 'unknown';
    }),
  );
}

/** The same for one place and day, without anybody's facts. */
export function reachOf(packs: Packs, provision: Provision, place: string, day: number): Tri {
  if (provision.extent.includes(place)) return 'yes';
  return anyOf(provision.extent.map((extent) => isMember(packs, extent, place, day)));
}

/** The name of a place in words, for sentences. */
export function placeName(packs: Packs, code: string): string {
  return withArticle(packs.extents.places.get(code)?.name ?? 'a state that is not known yet');
}

function nameOf(scene: Scene): string {
  return placeName(scene.packs, scene.jurisdiction);
}

function describeReach(scene: Scene, group: ExtentGroup, tri: Tri): string {
  const name = placeName(scene.packs, scene.country);
  const listed = group.members.has(countryOf(scene.packs, scene.jurisdiction));
  if (tri === 'unknown') return `nobody has checked whether ${name} is among the ${group.name}`;
  if (tri === 'no') return `${name} is not among the ${group.name}`;
  return listed
    ? `${name} is among the ${group.name}`
    : `${name} is taken to be among the ${group.name}: check`;
}

function isMember(packs: Packs, groupCode: string, jurisdiction: string, asOf: number): Tri {
  const group = packs.extents.groups.get(groupCode);
  const country = countryOf(packs, jurisdiction);
  if (group === undefined) return 'no';
  if (group.outside.includes(country)) return 'no';
  const membership = group.members.get(country);
  if (membership !== undefined) {
    const { from, to } = membership;
    const begun = from === undefined || dateSpan(from).first <= asOf;
    return triOf(begun && (to === undefined || dateSpan(to).last >= asOf));
  }
  if (group.everyone) return 'yes';
  return group.closed ? 'no' : 'unknown';
}

/** True when the provision may bind a state that is not known yet. */
export function mayBindAnyState(provision: Provision, packs: Packs): boolean {
  return (
    anyOf(
      provision.extent.map((extent) =>
        packs.extents.groups.get(extent)?.everyone === true ? 'yes' : 'no',
      ),
    ) === 'yes'
  );
}
