import { sql } from 'kysely';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

type Opening = Omit<Tables['openings'], 'sequence'>;

/** Inserts leaf and opening in one statement, so that neither is ever without the other. */
export async function insertLeaf(tx: Runner, leaf: Buffer, opening: Opening): Promise<void> {
  await tx.execute(
    build
      .with('written', (db) => db.insertInto('leaves').values({ leaf }).returning('sequence'))
      .insertInto('openings')
      .columns([
        'sequence',
        'kind',
        'at',
        'salt',
        'actor',
        'desk',
        'file',
        'drawer',
        'class',
        'object',
      ])
      .expression((eb) =>
        eb
          .selectFrom('written')
          .select([
            'sequence',
            sql<string>`${opening.kind}::text`.as('kind'),
            sql<Date>`${opening.at}::timestamptz`.as('at'),
            sql<Buffer>`${opening.salt}::bytea`.as('salt'),
            sql<string>`${opening.actor}::uuid`.as('actor'),
            sql<string>`${opening.desk}::uuid`.as('desk'),
            sql<string>`${opening.file}::uuid`.as('file'),
            sql<string>`${opening.drawer}::uuid`.as('drawer'),
            sql<string>`${opening.class}::text`.as('class'),
            sql<string>`${opening.object}::uuid`.as('object'),
          ]),
      ),
  );
}
