/** `amparo law explain`: one provision in plain words, with what it asks and how its dates are reached. */
import { describeCondition, describeDateRule, describeStages } from '@amparo/law';
import type { Packs, Provision } from '@amparo/law';
import { suggest, UsageError } from './command.ts';
import { report } from './law-output.ts';
import type { LawOptions } from './law-output.ts';

/** Prints one provision, found by its id or an earlier name; throws `UsageError` when there is none. */
export function explain(packs: Packs, id: string, options: LawOptions): number {
  const all = [...packs.provisions.values()];
  const provision = all.find((known) => known.id === id || known.aliases.includes(id));
  if (provision === undefined) {
    const names = all.flatMap((known) => [known.id, ...known.aliases]);
    throw new UsageError(`There is no provision ${id}.${suggest(id, names)}`);
  }
  return report(options, `${listLines(packs, provision).join('\n')}\n`, provision);
}

function listLines(packs: Packs, provision: Provision): readonly string[] {
  const { verified, presumes, adultOnly } = provision;
  const stages = describeStages(provision.stages);
  const checked = verified.on === undefined ? '' : `, ${verified.on}`;
  const state = verified.asAt === undefined ? '' : `, text as at ${verified.asAt}`;
  return [
    `${provision.id}: ${provision.title}`,
    `${provision.instrument}, ${provision.article}`,
    ...(provision.eli === undefined ? [] : [provision.eli]),
    '',
    provision.summary,
    '',
    `Where: ${provision.extent.join(', ')}. Force: ${provision.force}. Owed by: ${provision.owes}.`,
    `Invoked by: ${provision.invokedBy}. Before: ${provision.before}. If breached: ${provision.remedy}.`,
    ...(stages === undefined ? [] : [stages]),
    ...(presumes === undefined
      ? []
      : [`For ${presumes.purpose} it presumes a ${presumes.that}, until ${presumes.until}.`]),
    ...(adultOnly === undefined ? [] : [`Only for adults; for a child there is ${adultOnly}.`]),
    ...provision.versions.flatMap((version) => listVersion(packs, provision, version)),
    ...provision.exceptions.flatMap((exception) => listException(packs, provision, exception)),
    ...provision.deadlines.map(({ label, rule, source }) => {
      return `Date: ${label}: ${describeDateRule(packs, rule)} (${source}).`;
    }),
    ...provision.openTests.flatMap(({ ask, of, authorityFor, authorityAgainst }) => [
      `Left to the ${of}: ${ask}`,
      ...authorityFor.map((authority) => `  for: ${authority}`),
      ...authorityAgainst.map((authority) => `  against: ${authority}`),
    ]),
    ...provision.cliffs.map(
      ({ on, what, challenge }) => `Hangs on ${on}: ${what} Challenge: ${challenge}`,
    ),
    ...provision.doesNotDecide.map((limit) => `Does not decide ${limit}.`),
    ...provision.contrary.map((authority) => `Contrary or later: ${authority}`),
    ...provision.doubts.map((doubt) => `Doubt: ${doubt}`),
    `Checked: ${verified.level}${checked}${state}. ${verified.read} ${verified.where}`,
  ];
}

function listVersion(
  packs: Packs,
  provision: Provision,
  { from, to, state, note, anchor, when }: Provision['versions'][number],
): readonly string[] {
  const until = to === undefined ? '' : ` to ${to}`;
  const event = packs.anchors.get(anchor)?.label ?? anchor;
  const said = note === undefined ? '' : ` ${note}`;
  return [
    `Version from ${from}${until} (${state}), by the date of ${event}.${said}`,
    ...indent(describeCondition(packs, when, provision.each)),
  ];
}

function listException(
  packs: Packs,
  provision: Provision,
  { label, effect, of, when, source }: Provision['exceptions'][number],
): readonly string[] {
  const lifted = of === undefined ? '' : ` ${of}`;
  return [
    `Unless: ${label} (${effect}${lifted}; ${source}).`,
    ...indent(describeCondition(packs, when, provision.each)),
  ];
}

function indent(lines: ReturnType<typeof describeCondition>): readonly string[] {
  return lines.map(({ depth, text }) => `${'  '.repeat(depth + 1)}${text}`);
}
