/** On what a right can depend, in the few words that a person is told: facts, grouped by theme. */

export const THEMES = [
  'age',
  'papers',
  'decision',
  'police',
  'case',
  'accusation',
  'loss',
  'danger',
  'health',
  'family',
  'money',
  'where',
] as const;
export type Theme = (typeof THEMES)[number];

/**
 * Facts by the beginning of their key. What is not here (what was done to the person, and when) is
 * told once, at the end of the page: it is behind nearly everything, and is never asked here.
 */
const BEGINNINGS: Readonly<Record<Theme, readonly string[]>> = {
  age: ['dateOfBirth', 'ageDisputed', 'claimedAge', 'reasonsToBelieveChild', 'assessedAge'],
  papers: ['immigration.', 'nationality', 'stateless', 'permanentResidence'],
  decision: ['identification.', 'recognised'],
  police: ['cooperation.'],
  case: ['proceedings.', 'traffickerConvicted', 'confiscationOrder'],
  accusation: ['offences', 'convictions', 'accusedOrAtRisk', 'extradition.', 'actDate', 'ageAtAct'],
  loss: ['compensation.', 'wagesWithheld', 'earningsTaken'],
  danger: ['risk.', 'familyAtRisk'],
  health: ['pregnant', 'disability', 'intellectualDisability', 'mentalIllness'],
  family: ['dependants', 'unaccompanied', 'guardianAppointed'],
  money: ['resourcesInsufficient'],
  where: ['location', 'livesIn', 'exploitationPlaces'],
};

/** The theme of a fact, or undefined where it belongs to what happened to the person. */
export function findTheme(fact: string): Theme | undefined {
  return THEMES.find((theme) => BEGINNINGS[theme].some((beginning) => fact.startsWith(beginning)));
}
