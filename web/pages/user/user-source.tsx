// What keeps a user: a sync template with its person, or nobody. Cut, or made to a person who is chosen by name.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCan } from '../../api/me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { LinkUser } from './link-user.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed } from './use-user.ts';
import type { SeenUser } from './seen-user.ts';
import classes from './user.module.css';

export function UserSource({ seen }: { seen: SeenUser }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const [asks, setAsks] = useState<'link' | 'unlink' | null>(null);
  const { user } = seen;
  const close = (): void => setAsks(null);
  return (
    <section aria-label={words.users.sourceLabel}>
      <div className={classes['head']}>
        <h2>{words.users.sourceLabel}</h2>
        {can('user.change') && (
          <Group gap={6}>
            <Button size="compact-sm" onClick={() => setAsks('link')}>
              {user.source ? words.users.relink : words.users.link}
            </Button>
            {user.source && (
              <Button size="compact-sm" onClick={() => setAsks('unlink')}>
                {words.users.unlink}
              </Button>
            )}
          </Group>
        )}
      </div>
      {user.source ? (
        <dl className={classes['fields']}>
          <Entry term={words.users.sourceTemplate}>
            <Link to="/integrations/ad-sync/$template" params={{ template: user.source.templateId }}>
              {user.source.template}
            </Link>
          </Entry>
          {user.person !== null && (
            <Entry term={words.users.person}>
              <Link to="/people/$person" params={{ person: user.person }}>
                {words.users.explain}
              </Link>
              <CopyText value={user.person} what={words.users.objectId} />
            </Entry>
          )}
          <Entry term={words.users.syncedLabel}>{user.syncedAt ? format.dateTime(user.syncedAt) : '–'}</Entry>
        </dl>
      ) : (
        <p className={classes['note']}>{words.users.keptByNobody}</p>
      )}
      {asks === 'link' && <LinkUser user={user} onClose={close} />}
      <Unlink seen={seen} isOpen={asks === 'unlink'} onClose={close} />
    </section>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }): ReactNode {
  return (
    <div className={classes['field']}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Unlink({
  seen: { user },
  isOpen,
  onClose,
}: {
  seen: SeenUser;
  isOpen: boolean;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const unlink = useDeed(
    (api) => api.call('delete', '/companies/{company}/users/{user}/link', { path: { user: user.id } }),
    () => {
      toast(words.users.unlinked);
      onClose();
    },
  );
  return (
    <Confirm
      isOpen={isOpen}
      title={words.users.unlinkTitle(`${user.name} ${user.surname}`)}
      deed={words.users.unlink}
      isBusy={unlink.isPending}
      onConfirm={() => unlink.mutate()}
      onClose={onClose}
    >
      <p>{words.users.unlinkMeans}</p>
      <ToldProblem error={unlink.error} />
    </Confirm>
  );
}
