import { Mark, SecretField } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { isStrongEnough, strengthOf } from './strength.ts';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tried: boolean;
}

/** Choosing a passphrase; its strength is said in words. */
export function PassphraseField({ value, onChange, tried }: Props) {
  const { t } = useWords();
  const strength = strengthOf(value);
  return (
    <div className="stack-tight">
      <SecretField
        isNew
        label={t('join.passphrase')}
        hint={t('join.passphrase.hint')}
        value={value}
        onChange={onChange}
        fault={tried && !isStrongEnough(value) ? t('join.fault.passphrase') : undefined}
      />
      <span role="status">
        {value === '' ? null : (
          <Mark
            tone={isStrongEnough(value) ? 'act' : 'due'}
            icon={isStrongEnough(value) ? 'tick' : 'note'}
          >
            {t(`join.strength.${strength}`)}
          </Mark>
        )}
      </span>
    </div>
  );
}
