/** A person who wrote, said yes, and has a file: what tests of a client begin with. */
import {
  askHandover,
  giveGrant,
  openDrawer,
  openFileFromConversation,
  readConversation,
  reply,
} from '@amparo/app/client';
import type { Appended, OpenDrawer, Session } from '@amparo/app/client';
import type { DrawerClass } from '@amparo/casework/grants';
import { FILE_CARD, FILE_REPORT } from '../demo/people.ts';
import { sayYes, sendFirstReport } from '../demo/person.ts';
import type { Person } from '../demo/person.ts';
import { layLine } from './node.ts';
import type { TestNode } from './node.ts';
import { must } from './people.ts';
import type { Worker } from './people.ts';

/** The drawer that an appending gave; throws when it was not appended. */
export function shown(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify(result));
}

/** A note for a drawer's timeline. */
export const noteOf = (text: string) => ({
  v: 1,
  kind: 'note/added',
  note: crypto.randomUUID(),
  on: '2026-05-03',
  text,
});

export interface StoryFile {
  readonly person: Person;
  readonly file: string;
  readonly drawerOf: (each: DrawerClass) => string;
}

/** A report to `hotline` that became a file of `worker`'s desk; `others` may hold what they may hold. */
export async function fileFor(
  node: TestNode,
  hotline: Worker,
  worker: Session,
  asked: {
    readonly lead: Worker;
    readonly others: readonly Worker[];
    classes: readonly DrawerClass[];
  },
): Promise<StoryFile> {
  const at = await hotline.unlock();
  const portal = layLine(node.urls.portal).caller;
  const person = must(await sendFirstReport(portal, FILE_REPORT));
  const opened = must(await openDrawer(at, person.drawer));
  const question = shown(
    await askHandover(at, shown(await reply(at, opened, 'We can help (test).')), {
      desks: [asked.lead.desk, ...asked.others.map(({ desk }) => desk)],
      classes: asked.classes,
      opensFile: true,
      expiresAt: new Date(Date.parse(at.now()) + 90 * 86_400_000).toISOString(),
      text: 'May they see this? (test)',
      ifYes: 'They will (test).',
      ifNo: 'Nothing changes (test).',
    }),
  );
  const statement = readConversation(question).state.questions[0]?.asked.statement;
  if (statement === undefined) throw new Error('the question');
  must(await sayYes(portal, person, statement));
  const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
  const conversation = must(await openDrawer(at, person.drawer));
  must(
    await giveGrant(at, conversation, {
      desk: asked.lead.desk,
      basis,
      expiresAt: statement.expiresAt,
    }),
  );
  const { file, drawers } = must(
    await openFileFromConversation(worker, {
      desk: asked.lead.desk,
      conversation: must(await openDrawer(worker, person.drawer)),
      statement,
      classes: asked.classes.filter((each) => each !== 'contact'),
      card: FILE_CARD,
    }),
  );
  return {
    person,
    file,
    drawerOf: (each) => {
      const found = drawers.find((drawer) => drawer.class === each)?.drawer;
      if (found === undefined) throw new Error(`a drawer of class ${each}`);
      return found;
    },
  };
}
