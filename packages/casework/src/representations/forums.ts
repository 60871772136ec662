/**
 * What a letter asks, how it is called and what goes with it, for each legal system it may be sent to. Data for a lawyer to
 * read; `draft.ts` only chooses. Where a system has no entry of its own, the words of `ANYWHERE` stand.
 *
 * A provision named in an ask is one of the law packs of that system; what rests on standard procedure or memory stands
 * in `notes`, which the lawyer sees and the recipient does not. `{name}` is the client, `{defence}` the defences argued.
 */
import type { Forum, Said } from './forum.ts';

const AUTHORITY_TO_ACT = 'our authority to act';
const EVIDENCE: readonly Said[] = [
  { text: 'the list of signs of trafficking, filled in' },
  { text: 'the statement of the support worker' },
  { text: 'the declaration of the interpreter' },
  { when: ['child'], text: 'papers that show the age' },
];

/** Once the body that identifies has been asked, or has decided. */
const ONCE_REFERRED: readonly Said[] = [
  {
    when: ['awaiting'],
    text: 'no decision is taken before the referral already made for identification is decided',
  },
  {
    when: ['positive'],
    text: 'the positive decision on identification is followed or, if it is not, clear reasons that fit the definition of trafficking are given',
  },
  {
    when: ['negative'],
    text: 'no decision is taken before identification is over',
  },
];

const PROTECTION: readonly Said[] = [
  {
    text: 'our client’s name and story are kept from the public and from those accused with our client',
  },
  { text: 'those who exploited our client are investigated' },
  {
    when: ['defended'],
    text: 'if the case goes on, it is noted that the defence in section 3 is raised',
  },
  { text: 'you answer in writing and with reasons before any decision or hearing' },
];

const NO_LETTER =
  'There is a conviction: no letter to the prosecutor undoes it. Lodge the appeal by the day on the sheet of dates; if it has passed, ask for more time and say why the defence was not raised.';

const ENDED = 'the case is ended without punishment{defence}';

const REFERRAL: readonly Said[] = [
  {
    when: ['unreferred', 'child'],
    text: 'in any case our client is referred today to the body that identifies trafficked people, and no decision is taken before it has decided',
  },
  {
    when: ['unreferred', 'adult'],
    text: 'in any case our client is offered a referral to the body that identifies trafficked people, and no decision is taken before it has decided',
  },
];

const INTERVIEW_OF_ADULT: Said = {
  when: ['uncharged', 'adult'],
  text: 'no interview takes place without a lawyer and an interpreter',
};

/** What is asked everywhere once the end of the case and identification have been asked for. */
const MEANWHILE: readonly Said[] = [
  ...ONCE_REFERRED,
  {
    when: ['provisional'],
    text: 'the first decision, that there are reasonable grounds to believe that our client was trafficked, is taken into account, and no decision is taken before the final one',
  },
  {
    when: ['child'],
    text: 'our client is treated as a child until age has been properly assessed, and comes before no court and into no place of detention for adults',
  },
  {
    when: ['child'],
    text: 'our client has a guardian and, if held, is released to safe accommodation for children, away from the address where our client was found',
  },
  {
    when: ['uncharged', 'child'],
    text: 'no interview takes place without a lawyer, an interpreter and an adult who acts for a child',
  },
  INTERVIEW_OF_ADULT,
  { text: 'the file is opened to us, with everything in it that points to trafficking' },
  ...PROTECTION,
];

/** Neutral words: no institution of one country stands in a letter to another. */
const ANYWHERE: Forum = {
  title: [{ text: 'Representations on behalf of {name}' }],
  before: [{ text: 'before any decision on the case is taken' }],
  asks: [
    { text: 'the case against our client is closed without punishment{defence}' },
    ...REFERRAL,
    ...MEANWHILE,
  ],
  besideFirst: [
    {
      when: ['pleaded'],
      text: 'Record the plea or agreement on guilt. Was our client advised on non-punishment before it? If not, see first whether it can be withdrawn.',
    },
  ],
  unsettled: {},
  afterConviction: `${NO_LETTER} Then: fresh evidence, the identification decision, and any way to reopen the case.`,
  notes: [
    {
      text: 'To be filed in the language of the case, and in the form that its procedure asks for.',
    },
    {
      text: 'Check the name of this request, and where it is filed, in the law of procedure there.',
    },
  ],
  enclosures: [{ text: AUTHORITY_TO_ACT }, ...EVIDENCE],
  defences: {
    'DE-153': '§§ 34, 35 StGB, in the alternative § 153 StPO',
    'ES-177bis11': 'art. 177 bis.11 CP',
    'ES-CP-20': 'in the alternative arts. 20.5 and 20.6 CP',
  },
  noDuties: [],
};

/**
 * England and Wales. Sources: Modern Slavery Act 2015 ss. 45, 48, 52; Children Act 1989 ss. 17, 20, 22, 47; V.C.L. and
 * A.N. v United Kingdom (2021); on age R (B) v Merton [2003] EWHC 1689 (Admin), standard practice.
 */
const ENGLAND_AND_WALES: Forum = {
  title: ANYWHERE.title,
  before: [
    { when: ['uncharged'], text: 'before any decision to charge is taken' },
    { when: ['denied'], text: 'before trial' },
    { when: ['charged'], text: 'before plea' },
    { when: ['pleaded'], text: 'before sentence' },
    { text: 'before any decision on the case is taken' },
  ],
  asks: [
    {
      when: ['uncharged'],
      text: 'no charge is brought and no further action is taken{defence}; a prosecution is not in the public interest',
    },
    {
      when: ['charged'],
      text: 'the proceedings are discontinued{defence}; a prosecution is not in the public interest',
    },
    {
      when: ['pleaded'],
      text: 'you do not oppose the withdrawal of the plea, and then end the proceedings{defence}; a prosecution is not in the public interest',
    },
    {
      when: ['other-stage'],
      text: 'the case is ended without a charge or punishment{defence}; a prosecution is not in the public interest',
    },
    {
      when: ['unreferred', 'child'],
      text: 'in any case our client is referred to the National Referral Mechanism today (Modern Slavery Act 2015, section 52; a child is referred without consent), and no decision is taken before the competent authority has decided',
    },
    {
      when: ['unreferred', 'adult'],
      text: 'in any case our client is offered a referral to the National Referral Mechanism today (Modern Slavery Act 2015, section 52), and no decision is taken before the competent authority has decided',
    },
    ...ONCE_REFERRED,
    {
      when: ['provisional'],
      text: 'the positive reasonable grounds decision is taken into account, and no decision is taken before the conclusive grounds decision',
    },
    {
      when: ['child'],
      text: 'our client is treated as a child until the council has made a Merton-compliant assessment of age, and comes before no adult court and into no adult detention',
    },
    {
      when: ['child'],
      text: 'our client, if held, is released to safe accommodation of the council, away from the address where our client was found (Children Act 1989, sections 20 and 47), and has an independent guardian (Modern Slavery Act 2015, section 48)',
    },
    {
      when: ['uncharged', 'child'],
      text: 'no interview takes place without a lawyer, an interpreter and an appropriate adult',
    },
    INTERVIEW_OF_ADULT,
    {
      text: 'the custody record, body-worn video, downloads of telephones, photographs of the scene and everything else that points to trafficking are disclosed',
    },
    ...PROTECTION,
  ],
  besideFirst: [
    {
      when: ['pleaded'],
      text: 'Record the plea. Was our client advised on section 45 before it?',
    },
  ],
  unsettled: {
    'offences[].excludedList':
      'Section 45 is not argued: say whether Schedule 4 lists the offence. Do this first.',
  },
  afterConviction: `${NO_LETTER} Then: fresh evidence, the identification decision, the Criminal Cases Review Commission.`,
  notes: [
    {
      when: ['child'],
      text: 'On age: R (B) v Merton [2003] EWHC 1689 (Admin), from memory: read it before you send this.',
    },
    {
      when: ['adult', 'unreferred'],
      text: 'An adult is referred by name only if they agree: ask our client first.',
    },
  ],
  enclosures: [{ text: AUTHORITY_TO_ACT }, ...EVIDENCE],
  defences: {
    'UK-MSA-45-CHILD': 'section 45(4) of the Modern Slavery Act 2015',
    'UK-MSA-45-ADULT': 'section 45(1) of the Modern Slavery Act 2015',
    'UK-IAA-31': 'section 31 of the Immigration and Asylum Act 1999',
  },
  noDuties: ['UK-MSA-49', 'UK-NABA-50', 'UK-NABA-60'],
};

const MEMORIA = 'Memoria difensiva nell’interesse di {name}';

/**
 * Italy. Sources: codice di procedura penale arts. 367, 408 and 411; codice penale arts. 54, 600, 601, 603-bis; d.lgs.
 * 286/1998 arts. 18 and 18-ter; d.lgs. 274/2000 art. 34 and Cass. SS.UU. 53683/2017 (see IT-131BIS and IT-34-274).
 */
const ITALY: Forum = {
  ...ANYWHERE,
  title: [
    { when: ['charged'], text: MEMORIA },
    { when: ['pleaded'], text: MEMORIA },
    {
      text: 'Memoria difensiva e istanza di archiviazione (art. 367 c.p.p.) nell’interesse di {name}',
    },
  ],
  asks: [
    {
      when: ['uncharged'],
      text: 'the Procura asks the judge to close the case (archiviazione){defence}',
    },
    { when: ['charged', 'defended'], text: 'our client is acquitted{defence}' },
    { when: ['charged', 'undefended'], text: ENDED },
    { when: ['pleaded'], text: ENDED },
    { when: ['other-stage'], text: ENDED },
    {
      when: ['unreferred'],
      text: 'in any case our client is offered the anti-trafficking project of the region, and no decision is taken before it has assessed the signs',
    },
    ...MEANWHILE,
  ],
  notes: [
    { text: 'To be filed in Italian.' },
    {
      when: ['charged'],
      text: 'Addressed to the judge now. Add to the title: art. 121 c.p.p., from memory.',
    },
    {
      text: 'Add, only if our client wants to speak to the authorities: “di formulare proposta o parere favorevole al rilascio del permesso di soggiorno ex art. 18, in subsidiario art. 18-ter, d.lgs. 286/1998”.',
    },
    {
      text: 'Name the crimes done to our client, if the facts carry them: arts. 600, 601 and 603-bis c.p.',
    },
    {
      text: 'Before the giudice di pace art. 131-bis c.p. does not apply (Cass. SS.UU. 53683/2017): rely on art. 34 d.lgs. 274/2000.',
    },
  ],
  enclosures: [{ text: 'nomina e procura speciale' }, ...EVIDENCE],
  defences: {
    'IT-CP-54': 'art. 54 c.p.',
    'IT-CP-46': 'art. 46 c.p.',
    'IT-131BIS': 'art. 131-bis c.p.',
    'IT-34-274': 'art. 34 d.lgs. 274/2000',
    'IT-10BIS': 'art. 10-bis co. 6 d.lgs. 286/1998',
  },
};

/**
 * Romania. Sources: Codul de procedură penală arts. 16, 315, 318, 396; Codul penal arts. 24, 25, 80, 182, 210, 211; Legea nr.
 * 678/2001; Hotărârea Guvernului nr. 88/2023.
 */
const ROMANIA: Forum = {
  ...ANYWHERE,
  title: [
    {
      when: ['uncharged'],
      text: 'Cerere de clasare, în subsidiar de renunțare la urmărirea penală, pentru {name}',
    },
    { text: 'Memoriu pentru {name}' },
  ],
  asks: [
    {
      when: ['uncharged'],
      text: 'the case is closed (clasare){defence} and, in the alternative, prosecution is given up (renunțare la urmărirea penală, art. 318 of the Codul de procedură penală)',
    },
    {
      when: ['charged'],
      text: 'the case is closed (clasare) or, if it is before the court, our client is acquitted{defence}; in the alternative prosecution is given up (renunțare la urmărirea penală, art. 318 of the Codul de procedură penală) or, in court, punishment (renunțare la aplicarea pedepsei, art. 80 of the Codul penal)',
    },
    { when: ['pleaded'], text: ENDED },
    { when: ['other-stage'], text: ENDED },
    ...REFERRAL,
    ...MEANWHILE,
  ],
  notes: [
    { text: 'To be filed in Romanian.' },
    {
      text: 'For constraint clasare rests on art. 315(1) lit. b) C.proc.pen., acquittal on art. 396(5). Renunțare asks for an offence within the ceiling of art. 318: name its article and maximum.',
    },
    {
      text: 'Name the crimes done to our client, if the facts carry them: arts. 210, 211 and 182 C.pen.',
    },
  ],
  enclosures: [{ text: 'împuternicire avocațială' }, ...EVIDENCE],
  defences: {
    'RO-CP-25': 'arts. 24 and 25 C.pen. with art. 16(1) lit. d) C.proc.pen.',
    'RO-678': 'art. 20 of Legea nr. 678/2001',
  },
};

/** The Netherlands. Sources: Wetboek van Strafvordering arts. 167(2), 262 and 266; Wetboek van Strafrecht arts. 9a, 40, 273f. */
const NETHERLANDS: Forum = {
  ...ANYWHERE,
  title: [{ text: 'Verzoek tot sepot namens {name}' }],
  asks: [
    {
      when: ['defended'],
      text: 'the case is dropped because our client is not punishable (technisch sepot){defence}; in the alternative in the public interest (beleidssepot, art. 167(2) of the Wetboek van Strafvordering)',
    },
    {
      when: ['undefended'],
      text: 'the case is dropped in the public interest (beleidssepot, art. 167(2) of the Wetboek van Strafvordering)',
    },
    ...REFERRAL,
    ...MEANWHILE,
  ],
  notes: [
    { text: 'To be filed in Dutch.' },
    {
      when: ['charged'],
      text: 'If a summons (dagvaarding) was served, check at once whether an objection under art. 262 Sv is still in time; eight days, from memory. Ask also that the summons is withdrawn (art. 266 Sv, from memory). In court: no punishment under art. 9a Sr.',
    },
    { text: 'Name the crime done to our client, if the facts carry it: art. 273f Sr.' },
  ],
  enclosures: [{ text: 'stelbrief or machtiging' }, ...EVIDENCE],
  defences: { 'NL-SR-40': 'art. 40 Sr' },
};

const FORUMS: Readonly<Record<string, Forum>> = {
  'GB-EAW': ENGLAND_AND_WALES,
  IT: ITALY,
  NL: NETHERLANDS,
  RO: ROMANIA,
};

/** The words for one legal system. */
export function forumOf(jurisdiction: string | undefined): Forum {
  return FORUMS[jurisdiction ?? ''] ?? ANYWHERE;
}

/** For every letter: what to weigh before anything is said of a decision that went against the client. */
export const AGAINST_US: Said = {
  when: ['negative'],
  text: 'A negative decision on identification is recorded. Ask for it to be reconsidered; speak of it here only if the prosecution knows of it. If they know of it, add: and the reconsideration asked for. Never say that there is none.',
};
