/** Keeping a received packet although it runs out or is recalled: only by law, and with a second signature. */
import { useState } from 'react';
import type { PacketView } from '@amparo/casework/packets';
import { ActForm } from '../keeping/act-form.tsx';
import { Button } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';

interface Props {
  readonly packet: PacketView;
  readonly desk: string;
}

/** Only who leads the desk asks for it; another member of the desk signs it under "Keeping". */
export function HoldPacket({ packet, desk }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const [asking, setAsking] = useState(false);
  const leads = session.desks.some((access) => access.desk.desk === desk && access.role === 'lead');
  if (!leads || packet.heldFor !== null) return null;
  return (
    <section className="stack print-hide">
      <div className="row">
        <Button
          weight="plain"
          aria-expanded={asking}
          onPress={() => {
            setAsking(!asking);
          }}
        >
          {t('received.hold')}
        </Button>
      </div>
      {asking ? (
        <div className="sheet">
          <ActForm
            kind="hold"
            desk={desk}
            leadDesk={desk}
            drawers={[]}
            packets={[packet.statement.packet]}
            onDone={() => {
              setAsking(false);
            }}
          />
        </div>
      ) : null}
    </section>
  );
}
