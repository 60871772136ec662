import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

/** An opening with its place in the present log and the names that the reader may have. */
export type AccessRow = Omit<Tables['openings'], 'sequence'> & {
  readonly leaf_index: number | null;
  readonly actor_name: string | null;
  readonly desk_name: string | null;
  readonly by_person: boolean;
};

/** More lines than anybody reads; the log itself has all. */
const NEWEST = 5000;

/** What was done with a file, newest first, among what the actor may see. */
export async function listAccess(
  db: Runner,
  asked: { readonly file: string; readonly conversation: string; readonly generation: number },
): Promise<AccessRow[]> {
  return db.run(
    selectOpenings(asked.generation)
      .where((eb) =>
        eb.or([eb('o.file', '=', asked.file), eb('o.drawer', '=', asked.conversation)]),
      )
      .orderBy('o.sequence', 'desc')
      .limit(NEWEST),
  );
}

/** Openings by their place in the present log, from an index on. */
export async function listOpenings(
  db: Runner,
  asked: { readonly from: number; readonly limit: number; readonly generation: number },
): Promise<AccessRow[]> {
  return db.run(
    selectOpenings(asked.generation)
      .where('l.generation', '=', asked.generation)
      .where('l.leaf_index', '>=', asked.from)
      .orderBy('l.leaf_index')
      .limit(asked.limit),
  );
}

function selectOpenings(generation: number) {
  return build
    .selectFrom('openings as o')
    .innerJoin('leaves as l', 'l.sequence', 'o.sequence')
    .leftJoin('desks as d', 'd.desk', 'o.desk')
    .select([
      'o.kind',
      'o.at',
      'o.salt',
      'o.actor',
      'o.desk',
      'o.file',
      'o.drawer',
      'o.class',
      'o.object',
      sql<string | null>`coalesce(d.certificate -> 'subject' ->> 'name',
        (select s.to_name from sent_packets s where s.packet = o.object))`.as('desk_name'),
      sql<string | null>`(select m.certificate -> 'subject' ->> 'name' from memberships m
        where m.member = o.actor order by m.added_at limit 1)`.as('actor_name'),
      sql<boolean>`coalesce(is_person(o.actor), false)`.as('by_person'),
      sql<number | null>`case when l.generation = ${generation} then l.leaf_index end`.as(
        'leaf_index',
      ),
    ]);
}

/** The file whose access log is asked for, if one of the actor's desks leads it. */
export async function findLedFile(
  db: Runner,
  file: string,
  desks: readonly string[],
): Promise<{ readonly lead_desk: string; readonly conversation: string } | undefined> {
  if (desks.length === 0) return undefined;
  const rows = await db.run(
    build
      .selectFrom('files')
      .select(['lead_desk', 'conversation'])
      .where('file', '=', file)
      .where('lead_desk', 'in', [...desks])
      .where('opened_at', 'is not', null),
  );
  return rows[0];
}
