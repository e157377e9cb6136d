// What applying a settings template would change: how many, each setting with how many it is for, and the first of them by name.
import type { ReactNode } from 'react';
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AppliedSettingsTemplate, UserFilter } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useApi } from '../../api/use-api.ts';
import { After, Before } from '../../parts/diff.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { isSettingName, presentSetting } from './settings.ts';

export type Whom = { users: string[] } | { filter: UserFilter };

/** Read anew each time: what is applied is what was seen. */
export function useApplyPreview(
  template: string | null,
  whom: Whom,
): UseQueryResult<AppliedSettingsTemplate> {
  const api = useApi();
  const company = useCompanyId();
  return useQuery({
    queryKey: ['apply preview', company, template, whom],
    enabled: template !== null,
    gcTime: 0,
    queryFn: ({ signal }) =>
      api.call('post', '/companies/{company}/settings-templates/{settingsTemplate}/apply', {
        path: { settingsTemplate: template ?? '' },
        body: { ...whom, preview: true },
        signal,
      }),
  });
}

export function ApplyPreview({ preview }: { preview: UseQueryResult<AppliedSettingsTemplate> }): ReactNode {
  const { words, format } = useWords();
  if (preview.error) return <Failed error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Loading rows={3} />;
  const { change, unchanged, changes, users } = preview.data;
  const names = users.slice(0, 5).map(({ name, surname }) => `${name} ${surname}`);
  return (
    <div>
      <p role="status">
        {words.settingsTemplates.wouldChange(change, format.number(change))}{' '}
        {unchanged > 0 && words.settingsTemplates.wouldStay(unchanged, format.number(unchanged))}
      </p>
      {changes.length > 0 && <Changes changes={changes} />}
      {names.length > 0 && (
        <p>
          {words.settingsTemplates.first}{' '}
          {change > names.length
            ? words.settingsTemplates.andOthers(names.join(', '), format.number(change - names.length))
            : format.list(names)}
        </p>
      )}
    </div>
  );
}

function Changes({ changes }: Pick<AppliedSettingsTemplate, 'changes'>): ReactNode {
  const { words, format } = useWords();
  const written = (setting: string, value: unknown): string | null =>
    presentSetting(setting, value, words) || null;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.settingsTemplates.setting}</Table.Th>
          <Table.Th>{words.common.before}</Table.Th>
          <Table.Th>{words.common.after}</Table.Th>
          <Table.Th>{words.settingsTemplates.users}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.slice(0, 20).map(({ setting, from, to, users }) => (
          <Table.Tr key={`${setting} ${String(from)} ${String(to)}`}>
            <Table.Td>
              {isSettingName(setting)
                ? words.settingsTemplates.settings[setting]
                : words.fields.user['settingsTemplate']}
            </Table.Td>
            <Table.Td>
              <Before value={written(setting, from)} />
            </Table.Td>
            <Table.Td>
              <After value={written(setting, to)} />
            </Table.Td>
            <Table.Td>{format.number(users)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
