// What stands around every page: skip link, sidebar, the white sheet, and the chosen company for all that is inside.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet, getRouteApi, useLocation } from '@tanstack/react-router';
import { CompanyIdContext } from '../api/company-id.ts';
import { MeContext } from '../api/me.ts';
import { useRead } from '../api/use-api.ts';
import { useCompany } from './use-company.ts';
import { openFormat } from '../words/format.ts';
import { SpokenContext, useWords } from '../words/words.tsx';
import { ChooseCompany } from './choose-company.tsx';
import { MenuContext } from './menu-context.ts';
import { Sidebar } from './sidebar.tsx';
import classes from './frame.module.css';

const inside = getRouteApi('/in');
/** Pages that an operator sees without having chosen a company. */
const ofInstallation = new Set(['/', '/admins', '/profile', '/audit']);

export function Frame(): ReactNode {
  const { me } = inside.useRouteContext();
  const { company: asked } = inside.useSearch();
  const only = useRead('/companies', { query: { limit: 2 } }, { enabled: me.company === null && !asked });
  const alone = only.data && only.data.items.length === 1 ? (only.data.items[0]?.id ?? null) : null;
  return (
    <MeContext value={me}>
      <CompanyIdContext value={me.company?.id ?? (asked || alone)}>
        <InCompany>
          <Shell
            isChosen={me.company !== null || Boolean(asked) || alone !== null}
            isAsking={only.isLoading}
          />
        </InCompany>
      </CompanyIdContext>
    </MeContext>
  );
}

/** Times are the company's, whoever looks and wherever. */
function InCompany({ children }: { children: ReactNode }): ReactNode {
  const spoken = useWords();
  const timeZone = useCompany()?.timeZone;
  const value = useMemo(
    () => ({ ...spoken, format: openFormat(spoken.language, timeZone) }),
    [spoken, timeZone],
  );
  return <SpokenContext value={value}>{children}</SpokenContext>;
}

function Shell({ isChosen, isAsking }: { isChosen: boolean; isAsking: boolean }): ReactNode {
  const { words } = useWords();
  const [isOpen, menu] = useDisclosure(false);
  const isNarrow = useMediaQuery('(max-width: 56.25em)', window.innerWidth <= 900, {
    getInitialValueInEffect: false,
  });
  const { pathname } = useLocation();
  const mayShow = isChosen || ofInstallation.has(pathname);
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main">
        {words.frame.skip}
      </a>
      {isNarrow ? (
        <Drawer
          opened={isOpen}
          onClose={menu.close}
          size={260}
          title={words.common.product}
          closeButtonProps={{ 'aria-label': words.common.close }}
        >
          <Sidebar onGo={menu.close} />
        </Drawer>
      ) : (
        <aside aria-label={words.frame.side} className={classes['side']}>
          <Sidebar />
        </aside>
      )}
      <MenuContext value={isNarrow ? menu.open : null}>
        <main id="main" tabIndex={-1} className={classes['sheet']}>
          {mayShow ? <Outlet /> : isAsking ? null : <ChooseCompany />}
        </main>
      </MenuContext>
    </div>
  );
}
