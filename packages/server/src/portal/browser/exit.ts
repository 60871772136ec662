/**
 * The script inside every page: leaving fast, and holding back a form until this device is ready to
 * seal it. Small, first, and independent of everything else.
 *
 * Leaving follows the tested behaviour of GOV.UK's "exit this page" component: a plain link without
 * a script; with one an overlay at once, Shift three times within five seconds, everything announced.
 */

const WITHIN_MILLISECONDS = 5_000;
const PRESSES = 3;
/** A form that waits longer than this for the sealing script gets the choice to go on without. */
const PATIENCE_MILLISECONDS = 45_000;

const root = document.documentElement;
let presses = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let shiftWasHeld = false;
let announcement: HTMLElement | undefined;

function leaveButton(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>('#leave');
}

function announce(text: string): void {
  if (announcement === undefined) {
    announcement = document.createElement('span');
    announcement.className = 'unseen';
    announcement.setAttribute('role', 'status');
    document.body.append(announcement);
  }
  announcement.textContent = text;
}

function leave(): void {
  const button = leaveButton();
  if (button === null) return;
  announce('');
  root.dataset['left'] = '';
  const overlay = document.createElement('div');
  overlay.className = 'overlay';
  overlay.setAttribute('role', 'alert');
  document.body.append(overlay);
  overlay.textContent = button.dataset['loading'] ?? '';
  location.replace(button.href);
}

function count(next: number): void {
  presses = next;
  const button = leaveButton();
  if (button !== null) button.dataset['presses'] = String(presses);
  clearTimeout(timer);
  timer = presses === 0 ? undefined : setTimeout(expire, WITHIN_MILLISECONDS);
}

function expire(): void {
  count(0);
  announce(leaveButton()?.dataset['expired'] ?? '');
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-leave]')) {
    event.preventDefault();
    leave();
    return;
  }
  const act = target?.closest<HTMLElement>('[data-act]')?.dataset['act'];
  if (act === 'print') print();
  if (act === 'retry') loadAgain();
  if (act === 'choose-node') goOnWithoutLock();
});

// A role of "button" promises the space bar too.
document.addEventListener('keydown', (event) => {
  if (event.key !== ' ' || document.activeElement !== leaveButton()) return;
  event.preventDefault();
  leave();
});

document.addEventListener('keyup', (event) => {
  if (event.key === 'Shift' && !shiftWasHeld) {
    count(presses + 1);
    const button = leaveButton();
    if (presses >= PRESSES) leave();
    else announce((presses === 1 ? button?.dataset['two'] : button?.dataset['one']) ?? '');
  } else if (presses > 0) {
    count(0);
  }
  // Shift that was held to write a capital letter is no press.
  shiftWasHeld = event.shiftKey;
});

// A page that the browser keeps for its back button keeps nothing to see.
addEventListener('pagehide', () => {
  root.dataset['left'] = '';
  document.querySelector('#page')?.replaceChildren();
});
addEventListener('pageshow', (event) => {
  if (event.persisted) location.replace('/');
});

/** The path of this page: `wait`, `here`, `node` or `failed`; the style shows the matching words. */
const sealing = document.querySelector<HTMLScriptElement>('#sealing');
root.dataset['script'] = '';
if (sealing !== null) {
  root.dataset['path'] = 'wait';
  sealing.addEventListener('error', fail);
}

function fail(): void {
  if (root.dataset['path'] === 'wait') root.dataset['path'] = 'failed';
}

document.addEventListener('submit', (event) => {
  const path = root.dataset['path'];
  const isHeld = path === 'wait' || path === 'failed';
  if (!isHeld || !(event.target instanceof HTMLFormElement) || event.target.id !== 'f') return;
  event.preventDefault();
  event.submitter?.setAttribute('data-pending', '');
  document.querySelector('.path')?.scrollIntoView({ block: 'nearest' });
  setTimeout(fail, PATIENCE_MILLISECONDS);
});

function loadAgain(): void {
  const failed = document.querySelector<HTMLScriptElement>('#sealing');
  if (failed === null) return;
  const script = document.createElement('script');
  for (const { name, value } of failed.attributes) {
    if (name !== 'src') script.setAttribute(name, value);
  }
  root.dataset['path'] = 'wait';
  script.addEventListener('error', fail);
  script.src = trusted(failed.src);
  failed.replaceWith(script);
}

/** The address was in the page already, with its integrity; the browser wants to be told. */
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypePolicies }).trustedTypes;
  const policy = types?.createPolicy('amparo-retry', { createScriptURL: (url) => url });
  return policy?.createScriptURL(address) ?? address;
}

interface TrustedTypePolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** A person chose, in words, to send without the lock. */
function goOnWithoutLock(): void {
  root.dataset['path'] = 'node';
  document.querySelector<HTMLButtonElement>('button[data-pending]')?.click();
}
