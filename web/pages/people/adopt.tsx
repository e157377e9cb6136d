// "Koppla alla säkra": chooses what is evidence enough, shows exactly who would be linked, and links those and no others (the
// preview's fingerprint goes along). The notice that tells of it takes it back as a whole.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Adoption } from '../../api/api-types.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { AdoptList } from './adopt-list.tsx';
import { useAdopt } from './use-adopt.ts';
import type { Evidence } from './use-adopt.ts';
import { evidences, useEvidenceWords } from './evidence.ts';
import classes from './people.module.css';

export function Adopt({ template }: { template: string }): ReactNode {
  const { words } = useWords();
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {words.people.adopt.open}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={words.people.adopt.title}
        size={760}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        <AdoptForm template={template} onClose={dialog.close} />
      </Modal>
    </>
  );
}

function AdoptForm({ template, onClose }: { template: string; onClose: () => void }): ReactNode {
  const { words, format } = useWords();
  const w = words.people.adopt;
  const [kinds, setKinds] = useState<Evidence[]>(['alias', 'pstnFixed', 'email']);
  const { preview, adopt, isAnew } = useAdopt(template, kinds, onClose);
  const seen = preview.data;
  return (
    <Stack>
      <p className={classes['plain']}>{w.lead}</p>
      <Kinds kinds={kinds} onChange={setKinds} />
      {isAnew && <p role="alert">{w.anew}</p>}
      {adopt.isError && !isAnew && <Failed error={adopt.error} what={words.people.conflicts.refused} />}
      {preview.isError && <Failed error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && kinds.length > 0 && <Loading />}
      {seen && <Outcome seen={seen} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.cancel}</Button>
        {seen && seen.count > 0 && (
          <Button
            variant="filled"
            loading={adopt.isPending}
            disabled={preview.isFetching}
            onClick={() => adopt.mutate(seen)}
          >
            {w.deed(seen.count, format.number(seen.count))}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Kinds({ kinds, onChange }: { kinds: Evidence[]; onChange: (kinds: Evidence[]) => void }): ReactNode {
  const { words } = useWords();
  const name = useEvidenceWords();
  return (
    <Checkbox.Group
      label={words.people.adopt.kinds}
      value={kinds}
      onChange={(values) => onChange(values as Evidence[])}
    >
      <Group mt={6}>
        {evidences.map((kind) => (
          <Checkbox key={kind} value={kind} label={kind === 'name' ? words.people.adopt.name : name(kind)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Outcome({ seen }: { seen: Adoption }): ReactNode {
  const { words, format } = useWords();
  const w = words.people.adopt;
  const shown = (count: number): [number, string] => [count, format.number(count)];
  return (
    <>
      <p aria-live="polite" className={classes['plain']}>
        {seen.count === 0 ? (
          w.nobody
        ) : (
          <>
            <b>{w.pairs(...shown(seen.count))}</b> {seen.changed > 0 && w.changed(...shown(seen.changed))}{' '}
            {seen.numbers > 0 && w.numbers(...shown(seen.numbers))}
          </>
        )}
      </p>
      <AdoptList seen={seen} />
    </>
  );
}
