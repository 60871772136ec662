import { Page } from '../shell/page.tsx';
import { Empty } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

/** What crosses to other nodes. This node is in no federation yet, and says so. */
export function ExchangePage() {
  const { t } = useWords();
  return (
    <Page title={t('place.exchange')} lead={t('exchange.lead')}>
      <Empty title={t('exchange.empty')} line={t('exchange.empty.do')} />
    </Page>
  );
}
