import { useState } from 'react';
import type { MemberCertificate } from '@amparo/casework/directory';
import { Button, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { AddMember } from './add-member.tsx';

/** Colleagues of one's own organisation; a lead can add one. */
export function Members() {
  const { t } = useWords();
  const { session } = useSession();
  const [adding, setAdding] = useState(false);
  const led = session.desks.filter(
    ({ role, keys }) => role === 'lead' && keys.signing !== undefined,
  );
  const { members } = session.trust;
  const ids = [...new Set(members.map(({ subject }) => subject.member))];
  return (
    <section className="stack" aria-labelledby="members-title">
      <h2 id="members-title">{t('organisation.members')}</h2>
      <ul className="rows">
        {ids.map((id) => (
          <Member key={id} certificates={members.filter(({ subject }) => subject.member === id)} />
        ))}
      </ul>
      {led.length === 0 ? null : adding ? (
        <AddMember
          desks={led}
          onClose={() => {
            setAdding(false);
          }}
        />
      ) : (
        <div>
          <Button
            icon="add"
            onPress={() => {
              setAdding(true);
            }}
          >
            {t('member.add')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Member({ certificates }: { readonly certificates: readonly MemberCertificate[] }) {
  const { t } = useWords();
  const { session } = useSession();
  const [first] = certificates;
  if (first === undefined) return null;
  const deskName = (id: string) => session.trust.desks.get(id)?.desk.name ?? t('desk.unknown');
  return (
    <li className="rows-item">
      <span className="rows-name" dir="auto">
        {first.subject.name}
      </span>
      <span className="row">
        {certificates.map(({ subject }) => (
          <Mark key={subject.desk} icon={subject.role === 'lead' ? 'tick' : 'dot'}>
            {t(`member.${subject.role}`, { desk: deskName(subject.desk) })}
          </Mark>
        ))}
        {first.subject.member === session.member ? <Mark tone="act">{t('member.you')}</Mark> : null}
      </span>
    </li>
  );
}
