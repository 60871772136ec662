import type { MemberCard } from '../client/index.ts';
import { Button } from '../look/index.ts';
import { useWords } from '../words/index.ts';

/** The sign-in card, to be printed. The paper names nobody and no organisation. */
export function SignInCardSheet({ card }: { readonly card: MemberCard }) {
  const { t } = useWords();
  return (
    <section className="sheet stack card-sheet">
      <h2>{t('card.title')}</h2>
      <p>{t('card.what')}</p>
      <p className="card-text" dir="ltr">
        <code>{card.card}</code>
      </p>
      <p className="small">{t('card.keep')}</p>
      <div className="row print-hide">
        <Button
          icon="print"
          onPress={() => {
            window.print();
          }}
        >
          {t('card.print')}
        </Button>
        <Button
          onPress={() => {
            void navigator.clipboard.writeText(card.card);
          }}
        >
          {t('card.copy')}
        </Button>
      </div>
    </section>
  );
}
