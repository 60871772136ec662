/** The two nodes of the demo, and the file by which they know each other. Nobody in either exists. */
import {
  DEMO_ORGANISATIONS,
  type DemoOrganisation,
  ROMANIAN_ORGANISATIONS,
} from './organisations.ts';

/** One node of the demo as it is planned. */
export interface DemoNodePlan {
  /** As people see it. */
  readonly name: string;
  /** As the federation file names it. */
  readonly node: string;
  /** ISO 3166. */
  readonly country: string;
  readonly organisations: readonly DemoOrganisation[];
  /** Whether it is filled with a report that waits and an open file, or has organisations only. */
  readonly hasStory: boolean;
}

/** The node that every start has, whose cards come first. */
export const FIRST_NODE: DemoNodePlan = {
  name: 'England (demo)',
  node: 'england.demo',
  country: 'GB-EAW',
  organisations: DEMO_ORGANISATIONS,
  hasStory: true,
};

/** The node across the border. */
export const SECOND_NODE: DemoNodePlan = {
  name: 'Romania (demo)',
  node: 'romania.demo',
  country: 'RO',
  organisations: ROMANIAN_ORGANISATIONS,
  hasStory: false,
};
