// Takes in a CSV file, chosen or pasted: first what it would add, or every line that is wrong; then exactly that, all or nothing.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, FileInput, Group, Stack, Textarea } from '@mantine/core';
import type { NumbersFile, NumbersImported } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { ImportFaults } from './import-faults.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { useImport } from './use-import.ts';
import classes from './numbers.module.css';

export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { words } = useWords();
  const w = words.numbers.importer;
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState('');
  const { preview, take } = useImport(onClose);
  const isGiven = file !== null || text.trim() !== '';
  const choose = (next: File | null, pasted: string): void => {
    setFile(next);
    setText(pasted);
    preview.reset();
    take.reset();
  };
  return (
    <Dialog size={720} onClose={onClose} title={w.title}>
      <Stack>
        <p className={classes['text']}>{w.text}</p>
        <Source file={file} text={text} onChoose={choose} />
        {preview.isError && <Refused error={preview.error} />}
        {take.isError && <Refused error={take.error} />}
        {preview.data && <ImportOutcome imported={preview.data} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Next
            imported={preview.data}
            isBusy={preview.isPending || take.isPending}
            onTake={() => preview.data && void readFile(file, text).then((one) => take.mutate(one))}
            onPreview={() => isGiven && void readFile(file, text).then((one) => preview.mutate(one))}
          />
        </Group>
      </Stack>
    </Dialog>
  );
}

function Source({
  file,
  text,
  onChoose,
}: {
  file: File | null;
  text: string;
  onChoose: (file: File | null, text: string) => void;
}): ReactNode {
  const { words } = useWords();
  const w = words.numbers.importer;
  return (
    <>
      <FileInput
        label={w.file}
        placeholder={w.choose}
        accept=".csv,.txt,text/csv,text/plain"
        clearable
        clearButtonProps={{ 'aria-label': words.common.clear }}
        value={file}
        onChange={(next) => onChoose(next, '')}
      />
      <Textarea
        label={w.paste}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={(event) => onChoose(null, event.currentTarget.value)}
      />
    </>
  );
}

/** Previewed and new: takes it in; else previews. */
function Next({
  imported,
  isBusy,
  onTake,
  onPreview,
}: {
  imported: NumbersImported | undefined;
  isBusy: boolean;
  onTake: () => void;
  onPreview: () => void;
}): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.importer;
  const count = imported ? imported.counts.added + imported.counts.reserved : 0;
  return (
    <Button variant="filled" loading={isBusy} onClick={count > 0 ? onTake : onPreview}>
      {count > 0 ? w.deed(count, format.number(count)) : w.preview}
    </Button>
  );
}

/** A file goes as it is, so that the server tells its encoding; what was pasted is text. */
async function readFile(file: File | null, text: string): Promise<NumbersFile> {
  if (file === null) return { text };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCodePoint(byte);
  return { base64: btoa(binary) };
}

function Refused({ error }: { error: unknown }): ReactNode {
  const { words } = useWords();
  if (error instanceof Problem && error.faults.length > 0) return <ImportFaults faults={error.faults} />;
  return <Failed error={error} what={words.numbers.refused} />;
}
