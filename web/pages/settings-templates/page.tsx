// The page /settings-templates: named sets of settings, what each sets and leaves alone, and who has it.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { SettingsTemplate } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { Page, PageTitle } from '../../frame/page.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { presentRows } from '../../parts/table/rows.ts';
import { useWords } from '../../words/words.tsx';
import { presentSetting, settingNames } from '../settings-template/settings.ts';
import { NewSettingsTemplate } from './new-settings-template.tsx';
import classes from './settings-templates.module.css';

const route = getRouteApi('/in/settings-templates');

export function SettingsTemplatesPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const columns = useColumns();
  const create = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => void navigate({ search: { new: true } })}
    >
      {words.settingsTemplates.new}
    </Button>
  );
  const open = (id: string): void =>
    void navigate({ to: '/settings-templates/$settingsTemplate', params: { settingsTemplate: id } });
  return (
    <Page
      title={words.settingsTemplates.title}
      crumbs={[{ label: words.common.company }]}
      actions={can('settingsTemplate.change') && create}
      isBare
    >
      <div className={classes['head']}>
        <PageTitle title={words.settingsTemplates.title} isSmall />
      </div>
      <DataTable
        label={words.settingsTemplates.title}
        rows={presentRows('settings templates', list.data?.items, list)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={columns}
        onOpen={({ id }) => open(id)}
        empty={<Empty title={words.settingsTemplates.empty} text={words.settingsTemplates.emptyText} />}
        failed={words.settingsTemplates.failed}
      />
      {search.new && can('settingsTemplate.change') && (
        <NewSettingsTemplate onClose={() => void navigate({ search: {} })} onMade={open} />
      )}
    </Page>
  );
}

function useColumns(): Column<SettingsTemplate>[] {
  const { words, format } = useWords();
  return useMemo(
    () => [
      { id: 'name', label: words.settingsTemplates.name, width: 220, cell: ({ name }) => name },
      {
        id: 'sets',
        label: words.settingsTemplates.sets,
        width: 480,
        cell: ({ settings }) =>
          settingNames
            .filter((name) => settings[name] !== undefined)
            .map(
              (name) =>
                `${words.settingsTemplates.settings[name]}: ${presentSetting(name, settings[name], words)}`,
            )
            .join(' · ') || words.settingsTemplates.setsNothing,
      },
      {
        id: 'users',
        label: words.settingsTemplates.users,
        width: 140,
        cell: ({ id, users }) => (
          <Link to="/users" search={{ template: id }} tabIndex={-1}>
            {words.settingsTemplates.usersCount(users, format.number(users))}
          </Link>
        ),
      },
    ],
    [words, format],
  );
}
