/** The two invented people of the demo: what they wrote, and what is known of the one who has a file. */
import type { CardContent, FileEvent } from '@amparo/casework/files';
import type { FactEvent } from '@amparo/casework/facts';
import type { DrawerClass } from '@amparo/casework/grants';
import type { ReportEvent } from '@amparo/casework/reports';

type ReportSent = Extract<ReportEvent, { kind: 'report/sent' }>;

/** Waits at the hotline. In English: invented for the demo; works in a nail salon, passport kept, a debt for the
 * journey, no days off; wants to know the options; no calls, write here, Monday mornings. */
export const WAITING_REPORT: ReportSent = {
  v: 1,
  kind: 'report/sent',
  door: 'options',
  language: 'vi',
  text:
    '(Câu chuyện này là hư cấu, chỉ dùng cho bản dùng thử.)\n\n' +
    'Tôi làm trong một tiệm làm móng. Người chủ giữ hộ chiếu của tôi và nói tôi còn nợ tiền chuyến đi. ' +
    'Mỗi tháng số nợ lại tăng. Tôi không có ngày nghỉ và không được ra ngoài một mình.\n\n' +
    'Tôi muốn biết mình có những lựa chọn nào, và nếu tôi nói chuyện với quý vị thì ai sẽ biết. ' +
    'Tôi chưa quyết định gì cả.',
  safe: {
    how: 'Chỉ viết cho tôi ở trang này. Xin đừng gọi điện.',
    when: 'Sáng thứ Hai, khi họ đi vắng.',
    name: 'Sen (tên hư cấu)',
    ifSomeoneElse: 'Không nói gì cả.',
  },
};

/** What the person wrote whose file is open. */
export const FILE_REPORT: ReportSent = {
  v: 1,
  kind: 'report/sent',
  door: 'options',
  language: 'ro',
  text:
    '(Această poveste este inventată, doar pentru demonstrație.)\n\n' +
    'Am lucrat la o spălătorie auto. Mi-au luat actele și mi-au oprit salariul pentru cazare și transport. ' +
    'Am plecat de acolo acum două luni. Nu știu ce drepturi am.',
  safe: {
    how: 'Mesaj scris',
    when: 'Seara, după ora 18',
    name: 'Robin (nume inventat)',
    ifSomeoneElse: 'Spuneți că ați greșit numărul.',
  },
};

export const HOTLINE_REPLY =
  'Vă mulțumim că ne-ați scris. Nu trebuie să decideți nimic azi. Colegii noștri vă pot explica opțiunile.';

/** The question that the hotline asks, and what a yes and a no mean. */
export const HANDOVER = {
  text:
    'Sunteți de acord ca biroul nostru de asistență și centrul juridic să vadă ce ați scris și să deschidă un dosar, ' +
    'ca să vă ajute cu drepturile, banii și siguranța?',
  ifYes: 'Vor vedea doar aceste două birouri. Puteți opri oricând.',
  ifNo: 'Nu pierdeți nimic. Vă putem răspunde în continuare aici.',
} as const;

/** The classes that the person was asked about: what the two desks would hold. */
export const HANDOVER_CLASSES: readonly DrawerClass[] = [
  'contact',
  'cover',
  'identity',
  'account',
  'accusations',
  'immigration',
  'safety',
  'money',
];

/** The drawers of the file; the conversation becomes its `contact` drawer. */
export const FILE_CLASSES = HANDOVER_CLASSES.filter((each) => each !== 'contact');

export const FILE_CARD: CardContent = {
  v: 1,
  chosenName: 'Robin (demo)',
  pronoun: 'they',
  language: 'ro',
  safe: 'Written message, after 18:00. If somebody else answers: wrong number.',
  nextClock: null,
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** The civil date so many days before a moment. */
function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * DAY_MS).toISOString().slice(0, 10);
}

type Known = readonly [DrawerClass, string, boolean | string | number | string[]];

const said = { v: 1, kind: 'fact/recorded', item: null, source: 'said' } as const;

/** What was recorded in the file, drawer by drawer, with dates that lie before `now`. */
export function fileEvents(
  now: string,
): readonly (readonly [DrawerClass, FileEvent | FactEvent])[] {
  const today = now.slice(0, 10);
  const known: readonly Known[] = [
    ['identity', 'nationality', ['RO']],
    ['identity', 'claimedAge', 34],
    ['identity', 'identification.consent', true],
    ['identity', 'identification.referredOn', daysBefore(now, 9)],
    ['identity', 'identification.competentAuthority', 'pending'],
    ['account', 'indicators', true],
    ['account', 'exploitation', ['forced-labour']],
    ['account', 'traffickingActs', ['recruitment', 'transport', 'harbouring']],
    ['account', 'means', ['deception', 'debt', 'threat']],
    ['account', 'exploitationPlaces', ['GB-EAW']],
    ['account', 'ageAtStart', 33],
    ['account', 'escaped', daysBefore(now, 61)],
    ['money', 'wagesWithheld', true],
    ['safety', 'familyAtRisk', false],
    ['accusations', 'accusedOrAtRisk', false],
    ['immigration', 'immigration.status', 'settled'],
  ];
  const facts = known.map(([drawerClass, key, value]) => {
    const fact = globalThis.crypto.randomUUID();
    return [
      drawerClass,
      { ...said, fact, key, answer: { value }, by: 'the person', on: today },
    ] as const;
  });
  const cover = {
    v: 1,
    kind: 'cover/set',
    chosenName: 'Robin (demo)',
    pronoun: 'they',
    language: 'ro',
  } as const;
  const note = {
    v: 1,
    kind: 'note/added',
    note: globalThis.crypto.randomUUID(),
    on: today,
    text:
      'Invented for the demo. Lives with a friend since leaving; feels safe there. Asked for one contact person, ' +
      'in the evening, in writing.',
  } as const;
  return [['cover', cover], ['safety', note], ...facts];
}
