// A user in full, as the drawer and the page show it: how it stands, what is said of it, its fields, its source, what happened to it.
import type { ReactNode } from 'react';
import type { Tagged } from '../../api/api.ts';
import type { UserInFull } from '../../api/api-types.ts';
import type { SeenUser } from './seen-user.ts';
import { UserDecisions } from './user-decisions.tsx';
import { UserFields } from './user-fields.tsx';
import { UserSettingsList } from './user-settings.tsx';
import { UserSource } from './user-source.tsx';
import { UserStanding } from './user-standing.tsx';
import { UserTelephony } from './user-telephony.tsx';
import classes from './user.module.css';

export function UserCard({ seen, onGone }: { seen: Tagged<UserInFull>; onGone: () => void }): ReactNode {
  const shown: SeenUser = { user: seen.data, etag: seen.etag ?? '' };
  return (
    <div className={classes['card']}>
      <UserStanding seen={shown} onGone={onGone} />
      <UserFields seen={shown} />
      <UserSettingsList user={seen.data} />
      <UserTelephony user={seen.data} />
      <UserSource seen={shown} />
      <UserDecisions user={seen.data} />
    </div>
  );
}
