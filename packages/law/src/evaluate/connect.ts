import type { Connection, ExtentGroup, Packs, Provision, Tri } from '../model.ts';
import { dateSpan } from '../dates.ts';
import { anyOf, triOf } from '../tri.ts';
import { countryOf, isRecords, lookUp, useOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { join, leaf } from './truth.ts';
import type { Truth } from './truth.ts';

/** Which fact names the state that stands in each connection to the person. */
const CONNECTION_FACTS: Readonly<Record<Exclude<Connection, 'any'>, string>> = {
  presence: 'location',
  nationality: 'nationality',
  residence: 'permanentResidence',
  'place-of-acts': 'exploitationPlaces',
  prosecuting: 'offences[].jurisdiction',
  convicting: 'convictions[].jurisdiction',
  identifying: 'identification.decisions[].state',
  requested: 'extradition.requestedState',
  requesting: 'extradition.requestingState',
  employer: 'employer.state',
};

const PHRASES: Readonly<Record<Connection, string>> = {
  presence: 'the person is there',
  nationality: 'the person has its nationality',
  residence: 'the person may live there permanently',
  'place-of-acts': 'acts of exploitation happened there',
  prosecuting: 'the person is accused there',
  convicting: 'the person was convicted there',
  identifying: 'it decides whether the person was trafficked',
  requested: 'it was asked to hand the person over',
  requesting: 'it asked for the person to be handed over',
  employer: 'it sent the employer',
  any: 'it may always be relied on',
};

interface ConnectedStates {
  readonly codes: readonly string[];
  readonly missing: readonly string[];
}

/** The states that stand in one connection to the person, and what is not known about that. */
function findStates(scene: Scene, connection: Exclude<Connection, 'any'>): ConnectedStates {
  const key = CONNECTION_FACTS[connection];
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

/** Whether this state stands to the person as the provision requires. */
export function evaluateConnection(provision: Provision, scene: Scene): Truth {
  const parts = provision.connects.map((connection): Truth => {
    const label = `${nameOf(scene)}: ${PHRASES[connection]}`;
    if (connection === 'any') return leaf('connection', label, 'yes');
    const { codes, missing } = findStates(scene, connection);
    const direct = codes.includes(scene.jurisdiction) || codes.includes(scene.country);
    const tri: Tri = direct ? 'yes' : missing.length > 0 ? 'unknown' : 'no';
    const key = CONNECTION_FACTS[connection];
    const facts = key.includes('[].') ? [] : [useOf(lookUp(scene, key))];
    return leaf('connection', label, tri, { facts, missing });
  });
  return join('any', 'how this state is connected to the person', parts);
}

/** Whether the provision is law in this state on the day of the assessment. */
export function evaluateReach(provision: Provision, scene: Scene): Truth {
  const { jurisdiction, packs } = scene;
  if (provision.extent.includes(jurisdiction)) {
    return leaf('reach', `law of ${nameOf(scene)}`, 'yes');
  }
  const parts = provision.extent.flatMap((extent) => {
    const group = packs.extents.groups.get(extent);
    if (group === undefined) return [];
    const tri = isMember(packs, extent, jurisdiction, scene.asOf);
    return [leaf('extent', describeReach(scene, group, tri), tri)];
  });
  if (parts.length === 0) return leaf('extent', `not law of ${nameOf(scene)}`, 'no');
  return join('any', 'reach', parts);
}

/** The same for one place and day, without anybody's facts. */
export function reachOf(packs: Packs, provision: Provision, place: string, day: number): Tri {
  if (provision.extent.includes(place)) return 'yes';
  return anyOf(provision.extent.map((extent) => isMember(packs, extent, place, day)));
}

/** The name of a place in words, for sentences. */
export function placeName(packs: Packs, code: string): string {
  return packs.extents.places.get(code)?.name ?? 'a state not known yet';
}

function nameOf(scene: Scene): string {
  return placeName(scene.packs, scene.jurisdiction);
}

function describeReach(scene: Scene, group: ExtentGroup, tri: Tri): string {
  const name = nameOf(scene);
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
