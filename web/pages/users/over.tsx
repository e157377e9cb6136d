// What lies over the list: one user, or the form for a new one. Loaded after the list.
import type { ReactNode } from 'react';
import { useCan } from '../../api/me.ts';
import { NewUser } from './new-user.tsx';
import type { UsersSearch } from './search.ts';
import { UserDrawer } from './user-drawer.tsx';

interface OverProps {
  search: UsersSearch;
  set: (change: Partial<UsersSearch>) => void;
}

export function Over({ search, set }: OverProps): ReactNode {
  const can = useCan();
  if (search.new && can('user.change'))
    return (
      <NewUser
        onClose={() => set({ new: undefined })}
        onMade={({ id }) => set({ new: undefined, user: id })}
      />
    );
  return search.user ? <UserDrawer id={search.user} onClose={() => set({ user: undefined })} /> : null;
}
