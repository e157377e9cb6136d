// Who may what: one row for each sort of deed, one column for each role.
import type { ReactNode } from 'react';
import { Stack, Text } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useWords } from '../../words/words.tsx';
import { roleRights } from './role-rights.ts';
import classes from './administrators.module.css';

const roles = ['operator', 'companyAdministrator', 'viewer'] as const;

export function RoleTable(): ReactNode {
  const { words } = useWords();
  const { may, roles: names } = words.administrators;
  return (
    <Stack gap="md">
      <SimpleTable
        label={may.caption}
        heads={[{ label: may.deed }, ...roles.map((role) => ({ label: names[role].name }))]}
      >
        {roleRights.map(({ row, roles: having }) => (
          <tr key={row}>
            <th scope="row" className={classes['deed']}>
              {may.rows[row]}
            </th>
            {roles.map((role) => (
              <td key={role}>
                <May isAllowed={having.some((one) => one === role)} />
              </td>
            ))}
          </tr>
        ))}
      </SimpleTable>
      <Text c="dimmed">{may.reach}</Text>
    </Stack>
  );
}

function May({ isAllowed }: { isAllowed: boolean }): ReactNode {
  const { words } = useWords();
  const Sign = isAllowed ? IconCheck : IconMinus;
  return (
    <span className={classes['sign']} data-allowed={isAllowed || undefined}>
      <Sign size={16} aria-hidden />
      {isAllowed ? words.administrators.may.yes : words.administrators.may.no}
    </span>
  );
}
