/** One file while it is on the screen: which drawers are opened, what they add up to, and writing. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { DrawerView } from '@amparo/casework/files';
import type { AuthorisationView, DrawerClass } from '@amparo/casework/grants';
import type { Refusal } from '@amparo/casework/kernel';
import { appendTo, listWaiting, openDrawer, readFile } from '../client/index.ts';
import type { Appended, OpenDrawer, Outcome, Session } from '../client/index.ts';
import { toLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';
import { useSync } from '../shell/sync.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { foldFile } from './file-model.ts';
import type { DrawerPart, FileState } from './file-model.ts';

export interface FileView {
  readonly file: string;
  readonly leadDesk: string;
  readonly openedAt: string;
  readonly drawers: readonly DrawerView[];
  readonly authorisations: readonly AuthorisationView[];
}

/** A drawer on this screen: not opened, opened, or why not. */
export type DrawerState =
  | { readonly state: 'closed' }
  | { readonly state: 'opening' }
  | {
      readonly state: 'open';
      readonly opened: OpenDrawer;
      readonly part: DrawerPart;
      readonly waiting: number;
    }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'offline' };

export interface OpenFile {
  readonly file: string;
  readonly view: Loaded<FileView>;
  readonly reload: () => Promise<void>;
  readonly drawers: ReadonlyMap<string, DrawerState>;
  readonly state: FileState;
  /** Opens drawers that a desk of this member holds; each opening is written in the access log. */
  readonly open: (drawers: readonly string[]) => Promise<void>;
  /** Adds an event to the opened drawer of a class. */
  readonly write: (to: DrawerClass, event: object, exclusive?: boolean) => Promise<Written>;
  /** Lets something else add to the opened drawer of a class, and shows what came of it. */
  readonly writeWith: (to: DrawerClass, add: Adding) => Promise<Written>;
  /** Reads the opened drawer of a class again, for what others added since; that is logged too. */
  readonly reread: (of: DrawerClass) => Promise<void>;
}

type Adding = (opened: OpenDrawer) => Promise<Appended>;

export type Written = Appended | { readonly kind: 'no-drawer' };

const FileContext = createContext<OpenFile | null>(null);

/** Loads a file's envelope. Drawers open when a page asks for them. */
export function FileProvider({
  file,
  children,
}: {
  readonly file: string;
  readonly children: ReactNode;
}) {
  const { session } = useSession();
  const [view, setView] = useState<Loaded<FileView>>({ state: 'loading' });
  const acts = useDrawerStates(session);
  const { drawers } = acts;
  const reload = useCallback(async () => {
    setView(toLoaded(await loadView(session, file)));
  }, [session, file]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const state = useMemo(() => foldFile(partsOf(drawers)), [drawers]);
  const value = useMemo(
    () => ({ file, view, reload, state, ...acts }),
    [file, view, reload, state, acts],
  );
  return <FileContext value={value}>{children}</FileContext>;
}

type DrawerActs = Pick<OpenFile, 'drawers' | 'open' | 'write' | 'writeWith' | 'reread'>;

/** The drawers on this screen, and what opening and writing make of them. */
function useDrawerStates(session: Session): DrawerActs {
  const { outbox } = useSync();
  const [drawers, setDrawers] = useState<ReadonlyMap<string, DrawerState>>(new Map());
  const known = useRef(drawers);
  const put = useCallback((drawer: string, state: DrawerState) => {
    known.current = new Map([...known.current, [drawer, state]]);
    setDrawers(known.current);
  }, []);

  const open = useCallback(
    async (wanted: readonly string[]) => {
      const opening = wanted.map(async (drawer) => {
        const now = known.current.get(drawer)?.state ?? 'closed';
        if (now === 'open' || now === 'opening') return;
        put(drawer, { state: 'opening' });
        put(drawer, await openOne(session, drawer));
      });
      await Promise.all(opening);
    },
    [session, put],
  );

  // What waited was sent: the drawer is read again, so that it stands where the node put it.
  useEffect(() => {
    for (const [drawer, shown] of known.current) {
      if (shown.state !== 'open' || shown.waiting === 0) continue;
      const waits = outbox.filter((item) => item.drawer === drawer && item.state === 'waiting');
      if (waits.length >= shown.waiting) continue;
      void openOne(session, drawer).then((now) => {
        if (now.state === 'open') put(drawer, now);
      });
    }
  }, [session, outbox, put]);

  const writing = useWriting(session, known, put);
  return useMemo(() => ({ drawers, open, ...writing }), [drawers, open, writing]);
}

type Put = (drawer: string, state: DrawerState) => void;

/** Adding to the drawers that are open on this screen, and reading one of them again. */
function useWriting(
  session: Session,
  known: RefObject<ReadonlyMap<string, DrawerState>>,
  put: Put,
): Pick<OpenFile, 'write' | 'writeWith' | 'reread'> {
  const { refresh } = useSync();
  const find = useCallback(
    (of: DrawerClass) => {
      const found = [...known.current.values()].find(
        (drawer) => drawer.state === 'open' && drawer.opened.view.class === of,
      );
      return found?.state === 'open' ? found.opened : undefined;
    },
    [known],
  );
  const writeWith = useCallback(
    async (to: DrawerClass, add: Adding): Promise<Written> => {
      const opened = find(to);
      if (opened === undefined) return { kind: 'no-drawer' };
      const written = await add(opened);
      if (written.kind !== 'refused') {
        const now = written.kind === 'waiting' ? opened : (written.drawer ?? opened);
        put(opened.view.drawer, await showOpened(session, now));
      }
      await refresh();
      return written;
    },
    [session, find, put, refresh],
  );
  const write = useCallback(
    (to: DrawerClass, event: object, exclusive = false) =>
      writeWith(to, (opened) => appendTo(session, opened, event, { exclusive })),
    [session, writeWith],
  );
  const reread = useCallback(
    async (of: DrawerClass) => {
      const opened = find(of);
      if (opened === undefined) return;
      const now = await openOne(session, opened.view.drawer);
      if (now.state !== 'offline') put(opened.view.drawer, now);
    },
    [session, find, put],
  );
  return useMemo(() => ({ write, writeWith, reread }), [write, writeWith, reread]);
}

/** The file on this screen. */
export function useFile(): OpenFile {
  const file = use(FileContext);
  if (file === null) throw new Error('useFile outside FileProvider');
  return file;
}

async function loadView(session: Session, file: string): Promise<Outcome<FileView>> {
  const answer = await readFile(session, file);
  return answer.ok ? { ok: true, value: answer.value.value } : answer;
}

async function openOne(session: Session, drawer: string): Promise<DrawerState> {
  const opened = await openDrawer(session, drawer);
  if (opened.ok) return showOpened(session, opened.value);
  return opened.offline ? { state: 'offline' } : { state: 'refused', refusal: opened.refusal };
}

async function showOpened(session: Session, opened: OpenDrawer): Promise<DrawerState> {
  const waiting = await listWaiting(session, opened);
  const part: DrawerPart = {
    drawer: opened.view.drawer,
    class: opened.view.class,
    entries: [...opened.entries, ...waiting],
  };
  return { state: 'open', opened, part, waiting: waiting.length };
}

function partsOf(drawers: ReadonlyMap<string, DrawerState>): readonly DrawerPart[] {
  return [...drawers.values()].flatMap((drawer) => (drawer.state === 'open' ? [drawer.part] : []));
}

/** Drawers that one of the member's desks holds now, by what the node says of their grants. */
export function heldDrawers(session: Session, view: FileView): readonly DrawerView[] {
  const desks = new Set(session.desks.map(({ desk }) => desk.desk));
  const now = session.now();
  return view.drawers.filter(({ grants }) =>
    grants.some(
      ({ statement, revokedAt }) =>
        desks.has(statement.holder) && revokedAt === null && statement.expiresAt > now,
    ),
  );
}
