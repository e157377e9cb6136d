// Which company is looked at, on top of the sidebar. Operators change it here: the list is loaded when it is opened.
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Popover, UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useMe } from '../api/me.ts';
import { useWords } from '../words/words.tsx';
import { CompanyList } from './later.ts';
import { ProductMark } from './product-mark.tsx';
import { useCompany } from './use-company.ts';
import classes from './company-switcher.module.css';

export function CompanySwitcher({ onGo }: { onGo?: () => void }): ReactNode {
  const me = useMe();
  return me.company === null ? (
    <Switcher {...(onGo && { onGo })} />
  ) : (
    <div className={classes['company']}>
      <ProductMark />
      <span className={classes['name']}>{me.company.name}</span>
    </div>
  );
}

function Switcher({ onGo }: { onGo?: () => void }): ReactNode {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const name = useCompany()?.name ?? words.frame.companies.all;
  const close = (): void => {
    setOpen(false);
    onGo?.();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={320}
      trapFocus
      returnFocus
      transitionProps={{ duration: 100 }}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes['company']}
          data-can-change
          aria-label={words.frame.companies.change(name)}
          onClick={() => setOpen(!isOpen)}
        >
          <ProductMark />
          <span className={classes['name']}>{name}</span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={words.frame.companies.choose}>
        <Suspense fallback={null}>
          <CompanyList onDone={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
