// Which company is looked at, on top of the sidebar; operators change it here.
import type { ReactNode } from 'react';
import { IconPhone } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import { useCompany } from './use-company.ts';
import classes from './company-switcher.module.css';

export function CompanySwitcher(): ReactNode {
  const { words } = useWords();
  const company = useCompany();
  return (
    <div className={classes['company']}>
      <span className={classes['mark']}>
        <IconPhone size={15} aria-hidden />
      </span>
      <span className={classes['name']}>{company?.name ?? words.common.product}</span>
    </div>
  );
}
