/** One line of an access log as a sentence: a message key of locales and its parameters. */
import type { AccessRecord, LeafKind } from './model.ts';

export interface Sentence {
  /** A key of `locales/<language>/casework.json`. */
  readonly key: `log.${LeafKind}`;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Says who did what, never about what content. `who` is `person` for the person, `node` for the
 * installation itself, `other` for somebody whose name the reader may not have, else `named`.
 */
export function explainRecord(record: AccessRecord): Sentence {
  const who = record.byPerson
    ? 'person'
    : record.detail.actor === null
      ? 'node'
      : record.actorName === null
        ? 'other'
        : 'named';
  return {
    key: `log.${record.kind}`,
    values: {
      who,
      name: record.actorName ?? '',
      desk: record.deskName ?? '',
      drawer: record.detail.class ?? 'none',
    },
  };
}
