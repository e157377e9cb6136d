// The audit log, in two: what happened to users (by whomever, with undo), and what administrators did. Append only; nothing here can be
// changed.
import type { ReactNode } from 'react';
import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCompanyId } from '../../api/company-id.ts';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AuditLog } from './audit-log.tsx';
import { ChangeLog } from './change-log.tsx';
import classes from './audit.module.css';

const route = getRouteApi('/in/audit');

export function AuditPage(): ReactNode {
  const { words } = useWords();
  const { log = 'changes' } = route.useSearch();
  const navigate = route.useNavigate();
  const hasCompany = useCompanyId() !== null;
  return (
    <Page title={words.audit.title} crumbs={[{ label: words.common.company }, { label: words.common.other }]}>
      {hasCompany && (
        <SegmentedControl
          className={classes['logs']}
          aria-label={words.audit.log}
          value={log}
          onChange={(value) =>
            void navigate({ search: ({ company }) => ({ company, log: value as typeof log }) })
          }
          data={[
            { value: 'changes', label: words.audit.logs.changes },
            { value: 'audit', label: words.audit.logs.audit },
          ]}
        />
      )}
      {log === 'changes' && hasCompany ? <ChangeLog /> : <AuditLog />}
    </Page>
  );
}
