// Deletes those who are chosen. Users whom a sync keeps are only deleted when their people are ignored as well: else they would be back
// the next night.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Switch } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useWords } from '../../words/words.tsx';
import { userPath } from '../user/use-user.ts';
import { MOST_ONE_BY_ONE, useOneByOne } from './one-by-one.ts';
import { Outcomes } from './outcomes.tsx';
import type { Chosen } from './chosen.ts';

interface DeleteUsersProps {
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

/** From here on the count is typed: more than one sees at a glance. */
const TYPED_FROM = 10;

export function DeleteUsers({ chosen: now, onClose, onDone }: DeleteUsersProps): ReactNode {
  const { words, format } = useWords();
  const [chosen] = useState(now);
  const [ignores, setIgnores] = useState(false);
  const deed = useOneByOne(chosen);
  const { count } = chosen;
  const shown = format.number(count);
  if (count > MOST_ONE_BY_ONE) return <TooMany onClose={onClose} />;
  const isOver = deed.outcomes !== null && !deed.isBusy;
  const remove = (): void =>
    void deed.start((api, user, etag) =>
      api.call('delete', userPath, {
        path: { user: user.id },
        query: ignores && user.source && user.state === 'active' ? { ignorePerson: 'true' } : {},
        ifMatch: etag,
      }),
    );
  const end = (): void => {
    onClose();
    if (isOver) onDone();
  };
  return (
    <Confirm
      isOpen
      isDangerous={!isOver}
      title={words.users.deleteMany(count, shown)}
      deed={isOver ? words.common.close : words.users.deleteMany(count, shown)}
      {...(count >= TYPED_FROM && !isOver && { typed: String(count) })}
      isBusy={deed.isBusy}
      onConfirm={isOver ? end : remove}
      onClose={end}
    >
      <p>{words.users.deleteManyMeans}</p>
      {!isOver && (
        <Switch
          label={words.users.ignoreToo}
          description={words.users.ignoreTooMeans}
          checked={ignores}
          onChange={(event) => setIgnores(event.currentTarget.checked)}
        />
      )}
      <Outcomes deed={deed} count={count} />
    </Confirm>
  );
}

export function TooMany({ onClose }: { onClose: () => void }): ReactNode {
  const { words, format } = useWords();
  return (
    <Dialog onClose={onClose} title={words.users.tooMany}>
      <p>{words.users.tooManyText(format.number(MOST_ONE_BY_ONE))}</p>
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.close}</Button>
      </Group>
    </Dialog>
  );
}
