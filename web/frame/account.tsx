// Who is signed in, at the foot of the sidebar: the own profile, the keys, the way out.
import type { ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useWords } from '../words/words.tsx';
import { useShell } from './shell-context.ts';
import classes from './account.module.css';

export function Account({ onGo }: { onGo?: () => void }): ReactNode {
  const { words } = useWords();
  const { name, role } = useMe();
  const signOut = useSignOut();
  const { openKeys } = useShell();
  return (
    <Menu position="top-start" width={216}>
      <Menu.Target>
        <UnstyledButton className={classes['button']}>
          <span className={classes['initials']} aria-hidden>
            {presentInitials(name)}
          </span>
          <span className={classes['who']}>
            <span className={classes['name']}>{name}</span>
            <span className={classes['role']}>{words.administrators.roles[role].name}</span>
          </span>
          <span className="visually-hidden">{words.frame.account}</span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to="/profile"
          leftSection={<IconUser size={16} aria-hidden />}
          {...(onGo && { onClick: onGo })}
        >
          {words.profile.title}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={openKeys}>
          {words.frame.keys.title}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {words.frame.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function presentInitials(name: string): string {
  const parts = name.split(/\s+/u).filter(Boolean);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends
    .map((part = '') => /./u.exec(part)?.[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
