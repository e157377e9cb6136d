// The sidebar: company, search, the pages in their groups, who is signed in, language and theme.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import { Account } from './account.tsx';
import { CompanySwitcher } from './company-switcher.tsx';
import { Looks } from './looks.tsx';
import { presentMap } from './map.ts';
import type { Entry } from './map.ts';
import { SearchButton } from './search-button.tsx';
import classes from './sidebar.module.css';

/** onGo: after going somewhere, where the sidebar lies over the page. */
export function Sidebar({ onSearch, onGo }: { onSearch: () => void; onGo?: () => void }): ReactNode {
  const { words } = useWords();
  return (
    <div className={classes['sidebar']}>
      <CompanySwitcher {...(onGo && { onGo })} />
      <SearchButton onPress={onSearch} />
      <nav aria-label={words.frame.navigation} className={classes['pages']}>
        {presentMap(words).map(({ name, entries }) => (
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
      <div className={classes['foot']}>
        <Account {...(onGo && { onGo })} />
        <Looks />
      </div>
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
