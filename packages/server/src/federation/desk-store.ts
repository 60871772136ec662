import type { DeskCertificate } from '@amparo/casework/directory';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** A desk with its organisation as the node keeps it. */
export interface OwnDesk {
  readonly organisation: string;
  readonly name: string;
  readonly root_key: Buffer;
  readonly certificate: DeskCertificate;
}

/** Desks that take packets, with a live certificate. */
export async function listOwnDesks(db: Runner, now: Date): Promise<OwnDesk[]> {
  return db.run(
    build
      .selectFrom('desks')
      .innerJoin('organisations', 'organisations.organisation', 'desks.organisation')
      .select([
        'organisations.organisation',
        'organisations.name',
        'organisations.root_key',
        'desks.certificate',
      ])
      .where('desks.expires_at', '>', now)
      .where('desks.kind', '<>', 'oversight')
      .orderBy('organisations.name')
      .orderBy('desks.desk'),
  );
}

/** Every organisation of the node, as others would pin it. */
export async function listOwnOrganisations(
  db: Runner,
): Promise<{ organisation: string; name: string; root_key: Buffer }[]> {
  return db.run(
    build
      .selectFrom('organisations')
      .select(['organisation', 'name', 'root_key'])
      .orderBy('joined_at')
      .limit(500),
  );
}
