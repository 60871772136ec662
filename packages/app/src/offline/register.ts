const AGAIN_AFTER_MS = 20_000;

/**
 * Installs the service worker, where the browser has them, and tries again while the line is too bad for it.
 * The app works without.
 */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  if (await install()) return;
  window.setTimeout(() => void keepShell(), AGAIN_AFTER_MS);
}

/** `false` when the worker could not fetch what it keeps. */
async function install(): Promise<boolean> {
  try {
    const { installing } = await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    return installing === null || (await settle(installing)) !== 'redundant';
  } catch {
    return false;
  }
}

function settle(worker: ServiceWorker): Promise<ServiceWorkerState> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state !== 'installing') resolve(worker.state);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
