/** Which accusation a letter is about: one letter speaks of one, and tells nobody of another. */
import type { Accusation } from '@amparo/casework/representations';
import type { Packs } from '@amparo/law';
import { OneOf } from '../look/index.ts';
import { placeName } from '../plan/view.ts';
import { useWords } from '../words/index.ts';

interface AccusationChoiceProps {
  readonly packs: Packs;
  readonly accusations: readonly Accusation[];
  /** The record of the one chosen; the first stands until somebody chooses. */
  readonly chosen: string | undefined;
  readonly onChoose: (record: string) => void;
}

/** Nothing to choose where there are not several. */
export function AccusationChoice(props: AccusationChoiceProps) {
  const { t, countryName } = useWords();
  const { packs, accusations, chosen, onChoose } = props;
  const [first] = accusations;
  if (first === undefined || accusations.length === 1) return null;
  const nameOf = (code: string) =>
    packs.extents.places.get(code)?.name ?? placeName(countryName(code), code);
  return (
    <OneOf
      label={t('letter.accusation')}
      hint={t('letter.accusation.hint')}
      choices={accusations.map(({ record, offence, jurisdiction }, at) => ({
        value: record,
        label: offence ?? t('letter.accusation.unnamed', { number: at + 1 }),
        ...(jurisdiction === undefined ? {} : { hint: nameOf(jurisdiction) }),
      }))}
      value={chosen ?? first.record}
      onChange={onChoose}
    />
  );
}
