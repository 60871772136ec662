/** `amparo law compare` and `amparo law gaps`. */
import { compareExtents, findBindingPack, listGaps } from '@amparo/law';
import type { Comparison, ComparisonCell, Facts, Finding, GapReport, Packs } from '@amparo/law';
import { suggest, UsageError } from './command.ts';
import { checkExtents, report, withFacts } from './law-output.ts';
import type { LawOptions } from './law-output.ts';

/** Two or more legal systems side by side for one person. */
export async function compare(
  packs: Packs,
  extents: readonly string[],
  options: LawOptions & { readonly facts: string | undefined },
): Promise<number> {
  if (extents.length < 2)
    throw new UsageError('Which states? Give two or more, such as GB-EAW RO.');
  if (options.facts === undefined) throw new UsageError('Whose facts? Give --facts FILE, or -.');
  checkExtents(packs, extents);
  return withFacts(packs, options.facts, options, (law, facts) =>
    print(law, facts, { extents, options }),
  );
}

function print(
  packs: Packs,
  facts: Facts,
  asked: { readonly extents: readonly string[]; readonly options: LawOptions },
): number {
  const { options, extents } = asked;
  const comparison = compareExtents({ packs, facts, asOf: options.asOf }, extents);
  return report(options, wordComparison(comparison), comparison);
}

const RESULTS = {
  engaged: 'engaged',
  'cannot-say': 'cannot be said yet',
  'not-engaged': 'may not help',
} as const;

function wordComparison(comparison: Comparison): string {
  const names = new Map(comparison.extents.map(({ extent, name }) => [extent, name]));
  const head = comparison.extents.map(({ extent, name, connected }) =>
    connected ? `${extent}: ${name}.` : `${extent}: ${name}. No fact connects the person to it.`,
  );
  const rows = comparison.rows.map(({ category, cells }) => {
    const parts = cells.map((cell) => wordCell(cell, names.get(cell.extent) ?? cell.extent));
    return `${category}\n${parts.join('\n')}`;
  });
  const choices = comparison.choices.map(({ category, sentence, surpassed, doubtful }) =>
    [
      `${category}: ${sentence}`,
      ...surpassed.map(
        ({ provision, by, because }) => `  ${by} before ${provision}: ${because.join('; ')}.`,
      ),
      ...doubtful.map((id) => `  Whether ${id} can be invoked there was not established.`),
    ].join('\n'),
  );
  const parts = [head.join('\n'), ...rows, ...choices];
  return `${parts.join('\n\n')}\n`;
}

function wordCell({ findings, ifThere }: ComparisonCell, name: string): string {
  const lines = [
    ...findings.map((finding) => `    ${wordFinding(finding)}`),
    ...ifThere.map((finding) => `    if the person were there: ${wordFinding(finding)}`),
  ];
  return [`  ${name}`, ...(lines.length === 0 ? ['    nothing read'] : lines)].join('\n');
}

function wordFinding({ provision, title, result, defence }: Finding): string {
  const word = defence && result === 'engaged' ? 'available to argue' : RESULTS[result];
  return `${provision} ${title}: ${word}`;
}

/** The law of one state against the binding rules of one pack. */
export function gaps(
  packs: Packs,
  extent: string,
  options: LawOptions & { readonly against: string | undefined },
): number {
  checkExtents(packs, [extent]);
  const ids = packs.packs.map(({ id }) => id);
  if (options.against === undefined) {
    throw new UsageError('Against which law? Give --against, such as CoE, EU or UN.');
  }
  const against = findBindingPack(packs, options.against);
  if (against === undefined) {
    const near = suggest(options.against.toLowerCase(), ids);
    throw new UsageError(`There is no pack ${options.against}.${near}`);
  }
  const gapReport = listGaps(packs, { extent, against, asOf: options.asOf });
  return report(options, wordGaps(gapReport), gapReport);
}

function wordGaps({ lines }: GapReport): string {
  const texts = lines.map(({ provision, title, category, state, binds, sentence }) =>
    [
      `${provision} ${title} (${category}): ${state.replace('-', ' ')}`,
      ...(binds === 'unknown' ? ['  Nobody has checked whether it binds this state.'] : []),
      `  ${sentence}`,
    ].join('\n'),
  );
  const note = 'Matched by the kind of right, not by the words: a place to look, and no judgment.';
  return `${[...texts, note].join('\n')}\n`;
}
