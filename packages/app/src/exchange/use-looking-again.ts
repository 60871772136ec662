import { useEffect } from 'react';
import { useSession } from '../sessions/session-context.tsx';

const LOOK_EVERY_MS = 20_000;

/** Looks again while a screen is shown: a Stop or a recall must not wait until somebody presses a button. */
export function useLookingAgain(again: () => Promise<void>): void {
  const { session } = useSession();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden' && !session.locked) void again();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [again, session]);
}
