import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './look/fonts.css';
import './look/tokens.css';
import './look/ground.css';
import './look/parts.css';
import './look/sheets.css';
import './shell/shell.css';
import './files/files.css';
import './plan/plan.css';
import './representations/letters.css';
import './exchange/exchange.css';
import './look/print.css';
import { openStore } from './offline/store.ts';
import { keepShell } from './offline/register.ts';
import { App } from './shell/app.tsx';
import { WordsProvider } from './words/index.ts';

/** Takes the invitation out of the address at once, so that it stays in no history and no picture. */
function takeInvitation(): string | null {
  const match = /^#join=([^&]+)$/.exec(window.location.hash);
  if (match === null) return null;
  window.history.replaceState(null, '', '/');
  return decodeURIComponent(match[1] ?? '');
}

async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (place === null) throw new Error('The page has no place for the app.');
  const invitation = takeInvitation();
  const store = await openStore();
  createRoot(place).render(
    <StrictMode>
      <WordsProvider>
        <App store={store} invitation={invitation} />
      </WordsProvider>
    </StrictMode>,
  );
  await keepShell();
}

void start();
