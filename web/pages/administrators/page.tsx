// Administrators: who may sign in, who may what, and the API tokens of the company. Viewers see all of it and have no actions.
import type { ReactNode } from 'react';
import { Button, Tabs } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCan } from '../../api/me.ts';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { Invite } from './invite.tsx';
import { People } from './people.tsx';
import { RoleTable } from './role-table.tsx';
import { Tokens } from './tokens.tsx';

const route = getRouteApi('/in/admins');
const tabs = ['people', 'roles', 'tokens'] as const;

export function AdministratorsPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const { tab = 'people', invite = false } = route.useSearch();
  const mayInvite = can('administrator.change');
  const setInvite = (isOpen: boolean): void =>
    void navigate({ to: '/admins', search: (now) => ({ ...now, invite: isOpen || undefined }) });
  return (
    <Page
      title={words.administrators.title}
      crumbs={[{ label: words.common.company }, { label: words.common.other }]}
      actions={
        mayInvite &&
        tab === 'people' && (
          <Button
            variant="filled"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setInvite(true)}
          >
            {words.administrators.invite}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate({ to: '/admins', search: (now) => ({ ...now, tab: to as typeof tab }) })
        }
        mt="sm"
      >
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.administrators.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* Only the panel that is seen reads what it shows. */}
        <Tabs.Panel value="people">{tab === 'people' && <People />}</Tabs.Panel>
        <Tabs.Panel value="roles">{tab === 'roles' && <RoleTable />}</Tabs.Panel>
        <Tabs.Panel value="tokens">{tab === 'tokens' && <Tokens />}</Tabs.Panel>
      </Tabs>
      {mayInvite && <Invite isOpen={invite} onClose={() => setInvite(false)} />}
    </Page>
  );
}
