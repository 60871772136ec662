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

const Visible = z.object({
  tables: z.array(
    z.object({
      table: z.string(),
      what: z.string(),
      columns: z.array(z.object({ column: z.string(), what: z.string() })),
    }),
  ),
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
        {({ tables }) => (
          <div className="stack-wide">
            {tables.map(({ table, what, columns }) => (
              <section key={table} className="stack-tight">
                <h2>
                  <code>{table}</code>
                </h2>
                <p>
                  <LawText>{what}</LawText>
                </p>
                <div className="table-frame" tabIndex={0} role="region" aria-label={table}>
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">{t('visible.column')}</th>
                        <th scope="col">{t('visible.what')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {columns.map((column) => (
                        <tr key={column.column}>
                          <th scope="row">
                            <code>{column.column}</code>
                          </th>
                          <td>
                            <LawText>{column.what}</LawText>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </section>
            ))}
          </div>
        )}
      </Show>
    </Page>
  );
}
