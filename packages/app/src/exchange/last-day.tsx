import { LineField } from '../look/index.ts';
import { useWords } from '../words/index.ts';

interface Props {
  /** As typed: `2027-01-22`. */
  readonly value: string;
  /** A day that would do, where the typed one would not. */
  readonly example: string;
  readonly isWrong: boolean;
  readonly onChange: (day: string) => void;
}

/** The last day on which the other desk may hold what it gets. */
export function LastDay({ value, example, isWrong, onChange }: Props) {
  const { t } = useWords();
  return (
    <LineField
      code
      width="short"
      label={t('ask.until')}
      hint={t('share.until.hint')}
      value={value}
      onChange={onChange}
      fault={isWrong ? t('share.fault.until', { day: example }) : undefined}
    />
  );
}
