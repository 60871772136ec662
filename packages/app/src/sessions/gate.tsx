/** The frame of the pages before anything is open: one sheet, the language, nothing else. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { PickOne } from '../look/index.ts';
import { LOCALES, useLanguage } from '../words/index.ts';

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

export function Gate({ title, lead, children }: Props) {
  const { words, choices, setLocale } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <main className="gate" id="main">
      <div className="gate-sheet">
        <p className="rail-brand gate-brand">
          <img src="/icon.svg" alt="" />
          Amparo
        </p>
        <div className="stack-tight">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p className="read soft">{lead}</p>
        </div>
        {children}
        <div className="gate-foot">
          <PickOne
            label={words.t('settings.language')}
            choices={choices.map((locale) => ({ value: locale, label: LOCALES[locale].name }))}
            value={words.locale}
            onChange={setLocale}
          />
        </div>
      </div>
    </main>
  );
}
