/** What is recorded of one consent or basis: when it was said, by whom, and the whole of it to keep. */
import type { BasisRecord, ConsentRecord } from '@amparo/casework/packets';
import { Button, Reveal } from '../look/index.ts';
import { saveFile } from '../shell/save-file.ts';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { recordLines } from './record-lines.ts';

export function RecordView({
  records,
}: {
  /** All of the same consent or basis, the newest last. */
  readonly records: readonly (ConsentRecord | BasisRecord)[];
}) {
  const words = useWords();
  const { t } = words;
  const last = records.at(-1);
  if (last === undefined) return null;
  return (
    <Reveal label={t('record.title')}>
      <ul className="rows" role="list">
        {recordLines(records).map(({ key, at, codes }) => (
          <li key={`${key} ${at}`} className="rows-item small">
            {t(key, {
              when: words.dateTime(at),
              fields: words.list(codes.map((code) => t(`code.${code}` as WordKey))),
            })}
          </li>
        ))}
      </ul>
      <div className="row print-hide">
        <Button
          weight="plain"
          onPress={() => {
            const content = new Blob([JSON.stringify(records, null, 2)], {
              type: 'application/json',
            });
            // A neutral name: a file in somebody's downloads must not say what it is.
            saveFile(content, `record-${last.record_id.slice(0, 8)}.json`);
          }}
        >
          {t('record.download')}
        </Button>
      </div>
    </Reveal>
  );
}
