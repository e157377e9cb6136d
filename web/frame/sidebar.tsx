// The map of the portal: company, search, pages in their groups, language and theme.
import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import {
  IconAddressBook,
  IconHistory,
  IconHome,
  IconListDetails,
  IconMail,
  IconPhone,
  IconPlugConnected,
  IconShield,
  IconTemplate,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import { CompanySwitcher } from './company-switcher.tsx';
import { Looks } from './looks.tsx';
import { SearchButton } from './palette.tsx';
import classes from './sidebar.module.css';

interface Entry {
  to: NonNullable<LinkProps['to']>;
  icon: Icon;
  label: string;
}

export function Sidebar({ onGo }: { onGo?: () => void }): ReactNode {
  const { words } = useWords();
  const groups: { name: string | null; entries: Entry[] }[] = [
    {
      name: null,
      entries: [
        { to: '/', icon: IconHome, label: words.overview.title },
        { to: '/users', icon: IconUsers, label: words.users.title },
        { to: '/people', icon: IconAddressBook, label: words.people.title },
      ],
    },
    {
      name: words.frame.groups.company,
      entries: [
        { to: '/numbers', icon: IconPhone, label: words.numbers.title },
        { to: '/settings-templates', icon: IconTemplate, label: words.settingsTemplates.title },
      ],
    },
    {
      name: words.frame.groups.other,
      entries: [
        { to: '/integrations', icon: IconPlugConnected, label: words.integrations.title },
        { to: '/runs', icon: IconHistory, label: words.runs.title },
        { to: '/outbox', icon: IconMail, label: words.outbox.title },
        { to: '/audit', icon: IconListDetails, label: words.audit.title },
        { to: '/admins', icon: IconShield, label: words.administrators.title },
        { to: '/profile', icon: IconUser, label: words.profile.title },
      ],
    },
  ];
  return (
    <div className={classes['sidebar']}>
      <CompanySwitcher />
      <SearchButton />
      <nav aria-label={words.frame.navigation} className={classes['pages']}>
        {groups.map(({ name, entries }) => (
          <div key={name ?? ''}>
            {name !== null && <h2 className={classes['group']}>{name}</h2>}
            <ul>
              {entries.map((entry) => (
                <li key={entry.to}>
                  <PageLink {...entry} {...(onGo && { onGo })} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <Looks />
    </div>
  );
}

function PageLink({ to, icon: Sign, label, onGo }: Entry & { onGo?: () => void }): ReactNode {
  return (
    <Link
      to={to}
      className={classes['link']}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      {...(onGo && { onClick: onGo })}
    >
      <Sign size={17} stroke={1.6} aria-hidden />
      {label}
    </Link>
  );
}
