// The company's settings: who it is, how numbers and particulars are kept, lookup tables; and how its mails look.
import type { ReactNode } from 'react';
import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { MailLook } from './mail-look.tsx';
import { Settings } from './settings.tsx';

const route = getRouteApi('/in/company');
const tabs = ['settings', 'mail'] as const;

export function CompanyPage(): ReactNode {
  const { words } = useWords();
  const navigate = useNavigate();
  const { tab = 'settings' } = route.useSearch();
  return (
    <Page title={words.company.title} crumbs={[{ label: words.common.company }]}>
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate({ to: '/company', search: (now) => ({ ...now, tab: to as typeof tab }) })
        }
        mt="sm"
      >
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.company.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="settings">{tab === 'settings' && <CompanySettings />}</Tabs.Panel>
        <Tabs.Panel value="mail">{tab === 'mail' && <MailLook />}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function CompanySettings(): ReactNode {
  const read = useReadTagged('/companies/{company}');
  if (read.data)
    return (
      <Settings
        // Read again, it begins anew; what somebody else has saved does not slip under what is typed here.
        key={read.data.data.id}
        company={read.data.data}
        etag={read.data.etag ?? '*'}
      />
    );
  if (read.error) return <Failed error={read.error} onRetry={() => void read.refetch()} />;
  return <Loading />;
}
