// One user in a drawer over the list: the address says whose, and the focus goes back to the row.
import type { ReactNode } from 'react';
import { Drawer } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFocusBack } from '../../parts/use-focus-back.ts';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useWords } from '../../words/words.tsx';
import { ReadUser } from '../user/page.tsx';
import { useUser } from '../user/use-user.ts';
import classes from './users.module.css';

export function UserDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { words } = useWords();
  useFocusBack();
  const read = useUser(id);
  const user = read.data?.data;
  return (
    <Drawer
      opened
      {...useInnermost(onClose)}
      position="right"
      size={480}
      title={user ? `${user.name} ${user.surname}` : words.users.one}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Link to="/users/$user" params={{ user: id }} className={classes['full']}>
        {words.users.openPage}
      </Link>
      <ReadUser read={read} onGone={onClose} />
    </Drawer>
  );
}
