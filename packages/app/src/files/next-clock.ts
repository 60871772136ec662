import { useCallback } from 'react';
import type { CardContent } from '@amparo/casework/files';
import { putCard } from '../client/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useCaseload } from './caseload.tsx';
import { useFile } from './file-context.tsx';

/** Shows a date on the cards of this file, where it is nearer than the one that is there. */
export function useNextClock(): (next: NonNullable<CardContent['nextClock']>) => Promise<void> {
  const { session } = useSession();
  const { file } = useFile();
  const { loaded, again } = useCaseload();
  return useCallback(
    async (next) => {
      if (loaded.state !== 'ready') return;
      const today = session.now().slice(0, 10);
      const cards = loaded.value.find((each) => each.file === file)?.cards ?? [];
      for (const { desk, revision, content } of cards) {
        if (content === null) continue;
        const shown = content.nextClock;
        if (shown !== null && shown.due >= today && shown.due <= next.due) continue;
        await putCard(session, {
          desk,
          file,
          revision: revision + 1,
          content: { ...content, nextClock: next },
        });
      }
      await again();
    },
    [session, file, loaded, again],
  );
}
