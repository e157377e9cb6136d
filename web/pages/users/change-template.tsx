// Applies a settings template to those who are chosen: first what that would change, then exactly that, and a way back.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Select, Stack } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { useRead } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';
import { ApplyPreview, useApplyPreview } from '../settings-template/apply-preview.tsx';
import type { Whom } from '../settings-template/apply-preview.tsx';
import { useApply } from '../settings-template/use-apply.ts';
import { ToldProblem } from '../user/told-problem.tsx';
import type { Chosen } from './chosen.ts';

interface ChangeTemplateProps {
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

const presentWhom = ({ selection: { isAll, ids }, filter }: Chosen): Whom =>
  isAll ? { filter: { ...filter, ...(ids.size > 0 && { except: [...ids] }) } } : { users: [...ids] };

export function ChangeTemplate({ chosen, onClose, onDone }: ChangeTemplateProps): ReactNode {
  const { words, format } = useWords();
  const [whom] = useState(() => presentWhom(chosen));
  const templates = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const [template, setTemplate] = useState<string | null>(null);
  const preview = useApplyPreview(template, whom);
  const apply = useApply(template, whom, () => {
    onClose();
    onDone();
  });
  const { data } = preview;
  return (
    <Dialog size="lg" onClose={onClose} title={words.users.changeTemplate}>
      <Stack>
        <Select
          label={words.users.templateLabel}
          data={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={template}
          onChange={setTemplate}
          data-autofocus
        />
        {template !== null && <ApplyPreview preview={preview} />}
        <ToldProblem error={apply.error} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button
            variant="filled"
            disabled={!data || data.change === 0}
            loading={apply.isPending}
            onClick={() => data && apply.mutate(data.fingerprint)}
          >
            {words.settingsTemplates.applyDeed(data?.change ?? 0, format.number(data?.change ?? 0))}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
