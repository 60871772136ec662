/** Asking the person whether single fields may go to one desk: whom, the law there, which words, until when. */
import { useState } from 'react';
import type { DeskSubject } from '@amparo/casework/directory';
import type { DrawerClass } from '@amparo/casework/grants';
import type { FieldCode } from '@amparo/casework/packets';
import type { Facts, Packs, Provision } from '@amparo/law';
import type { ReachablePlace } from '../client/index.ts';
import { AnyOf, Button, Fault, Form, FormEnd, Note, PickOne, TextBox } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey, Words } from '../words/index.ts';
import { DutiesThere, LawThere, useDuties } from './law-there.tsx';
import { disclosureOf, dutyWords } from './duty-words.ts';
import type { DeskDirectory } from './load.ts';
import { LastDay } from './last-day.tsx';
import {
  addressKey,
  daysAfter,
  fieldsOf,
  findShareFault,
  isFromOpen,
  offerableCodes,
} from './offering.ts';
import type { ShareFault, Sharing } from './offering.ts';
import { deskLine, EnforcesMark, SilentNodes } from './reachable.tsx';

/** What the question is made of once nothing is missing. */
export interface SharingToAsk {
  readonly to: ReachablePlace;
  readonly fields: ReturnType<typeof fieldsOf>;
  readonly why: string;
  readonly ifYes: string;
  readonly ifNo: string;
  readonly disclosure: ReturnType<typeof disclosureOf>;
  readonly language: string;
  readonly expiresAt: string;
}

export interface ShareFormProps {
  readonly file: string;
  readonly directory: DeskDirectory;
  readonly packs: Packs;
  readonly facts: Facts;
  /** The words of the person's language: the question begins in it. */
  readonly theirs: Words;
  readonly open: readonly DrawerClass[];
  readonly begin: (code: FieldCode) => string;
  /** Asks; gives why not, in words, or null when it is asked. */
  readonly ask: (question: SharingToAsk) => Promise<string | null>;
  readonly onDone: () => void;
}

/** A usual end: long enough for an answer, short enough to be asked again. */
const USUAL_DAYS = 60;

export function ShareForm(props: ShareFormProps) {
  const { file, directory, theirs, ask, onDone } = props;
  const { t } = useWords();
  const { session } = useSession();
  const today = session.now().slice(0, 10);
  const [first] = useState(() => firstSharing(theirs, today));
  const draft = useDraft<Sharing>(`share/${file}`, first);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sharing = draft.value;
  const to = directory.desks.find((each) => keyOf(each) === sharing.desk);
  const fault = findShareFault(sharing, today);
  const set = (change: Partial<Sharing>) => {
    draft.set({ ...sharing, ...change });
  };
  const part = { ...props, sharing, set, fault: tried ? fault : undefined, today };
  const send = async (disclosure: SharingToAsk['disclosure']) => {
    setTried(true);
    if (fault !== undefined || to === undefined || busy) return;
    setBusy(true);
    const { why, ifYes, ifNo, until } = sharing;
    const expiresAt = `${until}T23:59:59.000Z`;
    const said = { why: why.trim(), ifYes: ifYes.trim(), ifNo: ifNo.trim() };
    const fields = fieldsOf(sharing);
    const no = await ask({ to, fields, ...said, disclosure, language: theirs.locale, expiresAt });
    setBusy(false);
    setRefused(no);
    if (no !== null) return;
    draft.clear();
    onDone();
  };
  return (
    <div className="stack-wide">
      <section className="sheet stack" aria-labelledby="share-whom">
        <h2 id="share-whom">{t('share.title')}</h2>
        <p className="soft">{t('share.lead')}</p>
        <Whom {...part} />
      </section>
      {to === undefined ? (
        <div className="row">
          <Button weight="plain" onPress={onDone}>
            {t('act.cancel')}
          </Button>
        </div>
      ) : (
        <Chosen {...part} to={to} refused={refused} busy={busy} send={send} />
      )}
    </div>
  );
}

interface PartProps extends ShareFormProps {
  readonly sharing: Sharing;
  readonly set: (change: Partial<Sharing>) => void;
  readonly fault: ShareFault | undefined;
  readonly today: string;
}

/** Which desk: its country, its kind, and what law it enforces, before anything else. */
function Whom({ sharing, set, fault, directory }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const own = new Set(session.desks.map(({ desk }) => desk.desk));
  const desks = directory.desks.filter(({ subject }) => !own.has(subject.desk));
  // Somebody without Amparo: this desk gets the word, and hands the fields on as a file or on paper.
  const outside = directory.desks.filter(({ subject }) => own.has(subject.desk));
  const to = [...desks, ...outside].find((each) => keyOf(each) === sharing.desk);
  const isOutside = to !== undefined && own.has(to.subject.desk);
  return (
    <>
      <SilentNodes silent={directory.silent} />
      <PickOne
        label={t('share.desk')}
        hint={desks.length === 0 ? t('exchange.reachable.none') : t('share.desk.hint')}
        placeholder={t('share.desk.choose')}
        choices={[
          ...desks.map((each) => ({
            value: keyOf(each),
            label: each.subject.name,
            hint: deskLine(words, each, directory.self),
          })),
          ...outside.map((each) => ({
            value: keyOf(each),
            label: t('outside.choose'),
            hint: t('outside.choose.hint', { desk: each.subject.name }),
          })),
        ]}
        value={to === undefined ? null : sharing.desk}
        onChange={(desk) => {
          set({ desk, codes: [] });
        }}
      />
      {fault === 'desk' ? <Fault>{t('share.fault.desk')}</Fault> : null}
      {isOutside ? (
        <Note tone="due" icon="note">
          <p>{t('outside.no-recall')}</p>
          <p>{t('outside.say-who')}</p>
        </Note>
      ) : null}
      {to === undefined || isOutside ? null : (
        <div className="row">
          <EnforcesMark desk={to} />
        </div>
      )}
      {to !== undefined && enforces(to.subject) ? (
        <Note tone="danger">
          <p>{t('ask.enforces')}</p>
        </Note>
      ) : null}
    </>
  );
}

function enforces({ enforces: declared }: Pick<DeskSubject, 'enforces'>): boolean {
  return declared.immigration || declared.police;
}

interface ChosenProps extends PartProps {
  readonly to: ReachablePlace;
  readonly refused: string | null;
  readonly busy: boolean;
  readonly send: (disclosure: SharingToAsk['disclosure']) => Promise<void>;
}

/** Everything that hangs on the desk: the law there, its duties, and what it may be given. */
function Chosen(props: ChosenProps) {
  const { to, packs, facts, today, sharing, set, directory, theirs, refused, onDone } = props;
  const { t, languageName } = useWords();
  const { kind } = to.subject;
  const duties = useDuties(packs, { country: to.country, kind }, today);
  const wordsOf = (duty: Provision) =>
    (sharing.duties[duty.id] ?? '').trim() || dutyWords(theirs, duty, kind);
  const own = directory.desks.find(({ node }) => node === directory.self)?.country;
  const extents = own === undefined || own === to.country ? [to.country] : [own, to.country];
  return (
    <>
      <div className="sheet stack-wide">
        <DutiesThere
          duties={duties}
          country={to.country}
          kind={kind}
          said={{
            language: languageName(theirs.locale),
            wordsOf,
            set: (provision, text) => {
              set({ duties: { ...sharing.duties, [provision]: text } });
            },
          }}
        />
        <div className="law-beside">
          <LawThere packs={packs} facts={facts} asOf={today} extents={extents} />
        </div>
      </div>
      <Form sheet onSubmit={() => props.send(disclosureOf(duties, kind, wordsOf))}>
        <Fields {...props} kind={kind} />
        <Texts {...props} />
        <FormEnd refused={refused} act={t('share.ask')} isBusy={props.busy} onCancel={onDone} />
      </Form>
    </>
  );
}

/** Field by field, none ticked; each ticked one shows the very words that would go. */
function Fields({
  kind,
  open,
  begin,
  sharing,
  set,
  fault,
}: PartProps & { readonly kind: DeskSubject['kind'] }) {
  const { t, list } = useWords();
  const offered = offerableCodes(kind, 'consent');
  const here = offered.filter((code) => isFromOpen(code, open));
  const elsewhere = offered.filter((code) => !here.includes(code));
  const name = (code: FieldCode) => t(`code.${code}` as WordKey);
  const choose = (codes: readonly FieldCode[]) => {
    const fresh = codes.filter((code) => sharing.said[code] === undefined);
    const begun = Object.fromEntries(fresh.map((code) => [code, begin(code)]));
    set({ codes, said: { ...sharing.said, ...begun } });
  };
  return (
    <>
      <div className="field-codes">
        <AnyOf
          label={t('share.fields')}
          hint={t('share.fields.hint')}
          choices={here.map((code) => ({ value: code, label: name(code) }))}
          values={sharing.codes}
          onChange={choose}
          fault={fault === 'fields' ? t('share.fault.fields') : undefined}
        />
      </div>
      {fieldsOf(sharing).map(({ code }) => (
        <TextBox
          key={code}
          rows={2}
          label={name(code)}
          hint={t('share.words.hint')}
          value={sharing.said[code] ?? ''}
          onChange={(text) => {
            set({ said: { ...sharing.said, [code]: text } });
          }}
          fault={
            fault === 'words' && (sharing.said[code] ?? '').trim() === ''
              ? t('share.fault.words')
              : undefined
          }
        />
      ))}
      {elsewhere.length === 0 ? null : (
        <p className="small soft">
          {t('share.fields.not-here', { fields: list(elsewhere.map(name)) })}
        </p>
      )}
    </>
  );
}

/** Why, what a yes and a no mean, until when: in the language of the person. */
function Texts({ sharing, set, fault, theirs, today }: PartProps) {
  const { t, locale, languageName } = useWords();
  const language = languageName(theirs.locale);
  const box = (part: 'why' | 'ifYes' | 'ifNo', label: WordKey, rows: number) => (
    <TextBox
      rows={rows}
      label={t(label)}
      hint={
        part !== 'why'
          ? undefined
          : theirs.locale === locale
            ? t('ask.text.hint')
            : t('ask.text.theirs', { language })
      }
      value={sharing[part]}
      onChange={(text) => {
        set({ [part]: text });
      }}
      fault={fault === 'texts' && sharing[part].trim() === '' ? t('share.fault.texts') : undefined}
    />
  );
  return (
    <>
      {box('why', 'share.why', 3)}
      {box('ifYes', 'ask.if-yes', 2)}
      {box('ifNo', 'ask.if-no', 2)}
      <LastDay
        value={sharing.until}
        example={daysAfter(today, USUAL_DAYS)}
        isWrong={fault === 'until'}
        onChange={(until) => {
          set({ until });
        }}
      />
    </>
  );
}

function firstSharing(theirs: Words, today: string): Sharing {
  return {
    desk: '',
    codes: [],
    said: {},
    why: theirs.t('share.default.why'),
    ifYes: theirs.t('share.default.yes'),
    ifNo: theirs.t('share.default.no'),
    until: daysAfter(today, USUAL_DAYS),
    duties: {},
  };
}

function keyOf({ node, subject }: ReachablePlace): string {
  return addressKey({ node, desk: subject.desk });
}
