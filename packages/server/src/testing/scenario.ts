/** A node in the middle of its work: a helpline, an agency and a clinic, a report, and a file. */
import type { NodeConfig } from '../config.ts';
import { report, type Reporter, sayYes, statementFor } from './reporter.ts';
import { give, openAs, type OpenedFile, openFileAs } from './caseworker.ts';
import {
  type AtWork,
  join,
  signIn,
  type TestDesk,
  type TestMember,
  type TestOrganisation,
} from './people.ts';
import { startTestNode, type TestNode } from './test-node.ts';

export interface Scenario {
  readonly node: TestNode;
  /** Of the helpline. */
  readonly hotline: TestDesk;
  readonly listener: AtWork;
  /** Of the agency that leads the file. */
  readonly casework: TestDesk;
  readonly agency: TestOrganisation;
  readonly worker: AtWork;
  /** Of another organisation: a legal desk and oversight, each with the same lead. */
  readonly legal: TestDesk;
  readonly oversight: TestDesk;
  readonly lawyer: AtWork;
}

/** Three organisations that joined, each with a member at work. */
export async function startScenario(settings: Partial<NodeConfig> = {}): Promise<Scenario> {
  const node = await startTestNode(settings);
  const helpline = await join(node, ['hotline'], 0);
  const agency = await join(node, ['casework'], 1);
  const clinic = await join(node, ['legal', 'oversight'], 2);
  const at = (members: readonly TestMember[]): Promise<AtWork> =>
    signIn(node, members[0] as TestMember);
  return {
    node,
    hotline: helpline.desks[0] as TestDesk,
    listener: await at(helpline.members),
    casework: agency.desks[0] as TestDesk,
    agency,
    worker: await at(agency.members),
    legal: clinic.desks[0] as TestDesk,
    oversight: clinic.desks[1] as TestDesk,
    lawyer: await at(clinic.members),
  };
}

/** The same people on new devices, because sessions end while days pass. */
export async function atWorkAgain(scenario: Scenario): Promise<Scenario> {
  const { node, listener, worker, lawyer } = scenario;
  return {
    ...scenario,
    listener: await signIn(node, listener.member),
    worker: await signIn(node, worker.member),
    lawyer: await signIn(node, lawyer.member),
  };
}

export interface FileScenario {
  readonly reporter: Reporter;
  readonly authorisation: string;
  readonly opened: OpenedFile;
}

/** A report that was handed over and became a file with an identity and a safety drawer. */
export async function reachFile(scenario: Scenario): Promise<FileScenario> {
  const { node, casework, worker } = scenario;
  const reporter = await report(node);
  const authorisation = await handOver(scenario, reporter);
  const opened = await openFileAs(node, worker, {
    desk: casework,
    conversation: reporter.drawer,
    authorisation,
    classes: ['identity', 'safety'],
  });
  return { reporter, authorisation, opened };
}

/** The person agrees that the agency opens a file and the legal desk may see identity and account. */
export async function handOver(scenario: Scenario, reporter: Reporter): Promise<string> {
  const { node, listener, hotline, casework, legal } = scenario;
  const statement = statementFor(reporter, {
    desks: [casework.desk, legal.desk],
    classes: ['contact', 'identity', 'account', 'safety'],
    askedBy: listener.member.member,
  });
  await sayYes(node, reporter, statement);
  const { holderShare } = await openAs(node, listener, hotline, reporter.drawer);
  const granted = await give(node, listener, {
    drawer: reporter.drawer,
    to: casework,
    basis: { kind: 'consent', authorisation: statement.authorisation },
    holderShare,
  });
  if (granted.status !== 200) throw new Error(`handing over was refused: ${granted.text}`);
  return statement.authorisation;
}
