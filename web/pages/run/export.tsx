// The steps of a run as a file, all of them whatever is filtered: for a spreadsheet, or for a program.
import type { ReactNode } from 'react';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Run } from '../../api/api-types.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';

export function Export({ run }: { run: Run }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const path = { run: run.run };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} aria-hidden />}>{words.runs.export}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={api.urlOf('/companies/{company}/runs/{run}/steps.csv', { path })}
          download
        >
          {words.runs.exportCsv}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={api.urlOf('/companies/{company}/runs/{run}/steps.json', { path })}
          download
        >
          {words.runs.exportJson}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
