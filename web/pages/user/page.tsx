// The page /users/:id: the same as the drawer of the list, with room, for an address to send to somebody.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Problem } from '../../api/problem.ts';
import { useWords } from '../../words/words.tsx';
import { UserCard } from './user-card.tsx';
import { useUser } from './use-user.ts';

const route = getRouteApi('/in/users/$user');

export function UserPage(): ReactNode {
  const { words } = useWords();
  const { user: id } = route.useParams();
  const navigate = route.useNavigate();
  const read = useUser(id);
  const user = read.data?.data;
  return (
    <Page
      title={user ? `${user.name} ${user.surname}` : words.users.one}
      crumbs={[{ label: words.common.company }, { label: words.users.title, to: '/users' }]}
    >
      <ReadUser read={read} onGone={() => void navigate({ to: '/users' })} />
    </Page>
  );
}

export function ReadUser({
  read,
  onGone,
}: {
  read: ReturnType<typeof useUser>;
  onGone: () => void;
}): ReactNode {
  const { words } = useWords();
  if (read.data) return <UserCard seen={read.data} onGone={onGone} />;
  if (read.error instanceof Problem && read.error.status === 404)
    return <Empty title={words.users.unknown} text={words.users.unknownText} />;
  if (read.error)
    return <Failed error={read.error} what={words.users.failedOne} onRetry={() => void read.refetch()} />;
  return <Loading rows={10} height={32} />;
}
