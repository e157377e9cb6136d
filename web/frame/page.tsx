// One page inside the sheet: its top bar (where you are, how it stands, what can be done), its h1, its content. Sets the window's title
// and moves the focus to the h1 of a new page.
import { use, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import { MenuContext } from './menu-context.ts';
import { FootContext } from './page-foot.tsx';
import { useCompany } from './use-company.ts';
import classes from './page.module.css';

export interface Crumb {
  label: string;
  /** Absent where the step is only a heading of the menu. */
  to?: NonNullable<LinkProps['to']>;
  params?: Record<string, string>;
}

interface PageProps {
  title: string;
  /** From Företag on; the page itself comes last by itself. */
  crumbs: readonly Crumb[];
  /** How it stands, in the top bar. */
  status?: ReactNode;
  /** What can be done; at most one filled button. */
  actions?: ReactNode;
  /** Beside the title. */
  badge?: ReactNode;
  /** One line below the title. */
  lead?: ReactNode;
  /** A bar that stands fixed at the bottom of the sheet; a part of the page adds its own by `PageFoot`. */
  foot?: ReactNode;
  /** The content fills the sheet to its edges and scrolls by itself; it shows `PageTitle` where it likes. */
  isBare?: boolean;
  children?: ReactNode;
}

export function Page({
  title,
  crumbs,
  status,
  actions,
  badge,
  lead,
  foot,
  isBare,
  children,
}: PageProps): ReactNode {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <FootContext value={slot}>
      <TopBar crumbs={[...crumbs, { label: title }]} status={status} actions={actions} />
      {isBare ? (
        <div className={classes['bare']}>{children}</div>
      ) : (
        <div className={classes['scroll']}>
          <div className={classes['column']}>
            <div className={classes['head']}>
              <PageTitle title={title} />
              {badge}
            </div>
            {lead && <div className={classes['lead']}>{lead}</div>}
            {children}
          </div>
        </div>
      )}
      <div ref={setSlot} className={classes['foot']} data-foot>
        {foot}
      </div>
    </FootContext>
  );
}

/** The one h1 of a page. */
export function PageTitle({ title, isSmall }: { title: string; isSmall?: boolean }): ReactNode {
  const company = useCompany()?.name;
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = [title, company, 'Rollcall'].filter(Boolean).join(' – ');
  }, [title, company]);
  useEffect(() => {
    // At the first page of all the browser's own start is right.
    if (document.documentElement.dataset['hasMoved'] !== undefined)
      heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset['hasMoved'] = '';
  }, [pathname]);
  return (
    <h1 ref={heading} tabIndex={-1} className={classes[isSmall ? 'small' : 'title']}>
      {title}
    </h1>
  );
}

function TopBar({
  crumbs,
  status,
  actions,
}: {
  crumbs: readonly Crumb[];
  status: ReactNode;
  actions: ReactNode;
}): ReactNode {
  const { words } = useWords();
  const openMenu = use(MenuContext);
  return (
    <div className={classes['bar']}>
      {openMenu && (
        <ActionIcon variant="subtle" color="gray" aria-label={words.frame.openMenu} onClick={openMenu}>
          <IconMenu2 size={18} aria-hidden />
        </ActionIcon>
      )}
      <nav aria-label={words.frame.breadcrumb} className={classes['crumbs']}>
        <ol>
          {crumbs.map(({ label, to, params }, at) => (
            <li key={`${at} ${label}`} aria-current={at === crumbs.length - 1 ? 'page' : undefined}>
              {to ? (
                <Link to={to} {...(params && { params: params as never })}>
                  {label}
                </Link>
              ) : (
                label
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes['deeds']}>
        {status}
        {actions}
      </div>
    </div>
  );
}
