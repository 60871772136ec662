/** Installs the service worker, where the browser has them. The app works without. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/sw.js', { scope: '/', type: 'classic' });
  } catch {
    // A browser that forbids workers still has everything but the start without a line.
  }
}
