// The shell of the window: the bar of the lost line, the sidebar (a drawer where it is narrow), the sheet with the page, and the two dialogs
// that open from everywhere.
import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import { ChooseCompany } from './choose-company.tsx';
import { useRefusedBack } from '../parts/refused-back.ts';
import { KeysDialog, PaletteDialog, RefusedBackDialog, loadLater } from './later.ts';
import { MenuContext } from './menu-context.ts';
import { OfflineBar } from './offline-bar.tsx';
import { ShellContext } from './shell-context.ts';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';
import classes from './frame.module.css';

const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }));

/** Pages that an operator sees without having chosen a company. */
const ofInstallation = new Set(['/', '/admins', '/profile', '/audit']);

/** isAsking: whether there is only one company to choose. */
export function Shell({ isChosen, isAsking }: { isChosen: boolean; isAsking: boolean }): ReactNode {
  const { words } = useWords();
  const [isOpen, menu] = useDisclosure(false);
  const isNarrow = useMediaQuery('(max-width: 56.25em)', window.innerWidth <= 900, {
    getInitialValueInEffect: false,
  });
  const { pathname } = useLocation();
  const mayShow = isChosen || ofInstallation.has(pathname);
  const { shell, dialogs } = useDialogs();
  useEffect(loadLater, []);
  const search = (): void => {
    menu.close();
    shell.openPalette();
  };
  return (
    <ShellContext value={shell}>
      <div className={classes['window']}>
        <a className={classes['skip']} href="#main">
          {words.frame.skip}
        </a>
        <OfflineBar />
        <div className={classes['shell']}>
          {isNarrow ? (
            <Suspense fallback={null}>
              <MenuDrawer isOpen={isOpen} onClose={menu.close} onSearch={search} />
            </Suspense>
          ) : (
            <aside aria-label={words.frame.side} className={classes['side']}>
              <Sidebar onSearch={shell.openPalette} />
            </aside>
          )}
          <MenuContext value={isNarrow ? menu.open : null}>
            <main id="main" tabIndex={-1} className={classes['sheet']}>
              {mayShow ? <Outlet /> : isAsking ? null : <ChooseCompany />}
            </main>
          </MenuContext>
        </div>
        {dialogs}
        <RefusedBack />
      </div>
    </ShellContext>
  );
}

function RefusedBack(): ReactNode {
  const error = useRefusedBack();
  return <Suspense fallback={null}>{error !== null && <RefusedBackDialog error={error} />}</Suspense>;
}

/** Loaded with the first opening, kept from then on so that they close as they opened. */
function useDialogs() {
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [areKeysOpen, keys] = useDisclosure(false);
  const [was, setWas] = useState({ palette: false, keys: false });
  const [{ open: openPalette, close: closePalette }, { open: openKeys, close: closeKeys }] = [palette, keys];
  const shell = useMemo(
    () => ({
      openPalette: () => {
        setWas((now) => ({ ...now, palette: true }));
        openPalette();
      },
      openKeys: () => {
        setWas((now) => ({ ...now, keys: true }));
        openKeys();
      },
    }),
    [openPalette, openKeys],
  );
  useShortcuts({ onPalette: shell.openPalette, onKeys: shell.openKeys });
  const dialogs = (
    <Suspense fallback={null}>
      {was.palette && <PaletteDialog isOpen={isPaletteOpen} onClose={closePalette} />}
      {was.keys && <KeysDialog isOpen={areKeysOpen} onClose={closeKeys} />}
    </Suspense>
  );
  return { shell, dialogs };
}
