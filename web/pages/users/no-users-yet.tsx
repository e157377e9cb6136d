// The directory while nobody is in it: the two ways in.
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../../api/me.ts';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';

export function NoUsersYet({ onNew }: { onNew: () => void }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  return (
    <Empty
      title={words.users.empty}
      text={words.users.emptyText}
      action={
        <Group gap={8}>
          <Button onClick={() => void navigate({ to: '/integrations/ad-sync' })}>{words.users.toSync}</Button>
          {can('user.change') && <Button onClick={onNew}>{words.users.new}</Button>}
        </Group>
      }
    />
  );
}
