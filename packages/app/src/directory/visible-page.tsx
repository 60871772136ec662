/** What this server can see: the list that ships with the node, as the node itself gives it. */
import { useCallback } from 'react';
import { z } from 'zod';
import type { Outcome, Session } from '../client/index.ts';
import { Note } from '../look/index.ts';
import { LawText } from '../law/law-text.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

const Columns = z.record(z.string(), z.string());
const Tables = z.record(z.string(), Columns);
const Visible = z.object({
  database: Tables,
  keystore: Tables,
  queue: z.unknown(),
  log: z.unknown(),
});
type Visible = z.infer<typeof Visible>;

async function loadVisible(session: Session): Promise<Outcome<Visible>> {
  const answer = await session.caller.read('/api/visible');
  if (!answer.ok) return answer;
  const parsed = Visible.safeParse(JSON.parse(new TextDecoder().decode(answer.value)));
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, offline: false, refusal: { code: 'node/busy' } };
}

export function VisiblePage() {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => loadVisible(session), [session]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page title={t('visible.title')} lead={t('visible.lead')}>
      <Note tone="sealed">
        <p>{t('visible.claim')}</p>
        <p>{t('visible.claim.limits')}</p>
      </Note>
      <Show loaded={loaded} again={again}>
        {(visible) => (
          <div className="stack-wide">
            <Place title={t('visible.database')} tables={visible.database} />
            <Place title={t('visible.keystore')} tables={visible.keystore} />
            <Words title={t('visible.queue')} of={visible.queue} />
            <Words title={t('visible.log')} of={visible.log} />
          </div>
        )}
      </Show>
    </Page>
  );
}

/** One place of storage: every table, every column, why. */
function Place({
  title,
  tables,
}: {
  readonly title: string;
  readonly tables: Visible['database'];
}) {
  return (
    <section className="stack">
      <h2>{title}</h2>
      {Object.entries(tables).map(([table, columns]) => (
        <section key={table} className="stack-tight">
          <h3>
            <code>{table}</code>
          </h3>
          <Meanings name={`${title}: ${table}`} of={columns} />
        </section>
      ))}
    </section>
  );
}

function Meanings({
  name,
  of,
}: {
  readonly name: string;
  readonly of: Readonly<Record<string, string>>;
}) {
  const { t } = useWords();
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={name}>
      <table className="meanings">
        <thead>
          <tr>
            <th scope="col">{t('visible.column')}</th>
            <th scope="col">{t('visible.what')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(of).map(([column, what]) => (
            <tr key={column}>
              <th scope="row">
                <code>{column}</code>
              </th>
              <td>
                <LawText>{what}</LawText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The queue and the operator's log: a sentence, a list of fields, or fields with their meaning. */
function Words({ title, of }: { readonly title: string; readonly of: unknown }) {
  const columns = Columns.safeParse(of);
  const list = z.array(z.string()).safeParse(of);
  return (
    <section className="stack">
      <h2>{title}</h2>
      {typeof of === 'string' ? (
        <p>
          <LawText>{of}</LawText>
        </p>
      ) : columns.success ? (
        <Meanings name={title} of={columns.data} />
      ) : (
        <p>
          <code>{list.success ? list.data.join(', ') : JSON.stringify(of)}</code>
        </p>
      )}
    </section>
  );
}
