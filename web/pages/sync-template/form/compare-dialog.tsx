// Somebody else has saved the template since it was opened: who, when, and field by field what each of the two has, to be chosen from.
// Nothing is written before that.
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ScrollBox } from '../../../parts/scroll-box.tsx';
import { Button, Group, Modal, Stack, Tooltip } from '@mantine/core';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { useWords } from '../../../words/words.tsx';
import { compareDrafts, firstChoices, isChosen, mergeDrafts } from './compare-drafts.ts';
import type { Choices, ComparedField } from './compare-drafts.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { useTellValue } from './tell-value.ts';
import type { Conflict } from './use-saving.ts';
import classes from './form.module.css';

interface CompareProps {
  conflict: Conflict;
  /** As it was when the typing began. */
  base: Draft;
  mine: Draft;
  isSaving: boolean;
  onChoose: (merged: Draft, theirs: Tagged<SyncTemplate>) => void;
  onClose: () => void;
}

export function CompareDialog(props: CompareProps): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplate;
  const { who, at } = props.conflict;
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={820}
      title={who !== null && at !== null ? told.changedBy(who, format.time(at)) : told.changedByUnknown}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Comparing {...props} />
    </Modal>
  );
}

function Comparing({ conflict, base, mine, isSaving, onChoose, onClose }: CompareProps): ReactNode {
  const { words } = useWords();
  const theirs = useMemo(() => draftOf(conflict.theirs.data), [conflict]);
  const fields = useMemo(() => compareDrafts(base, mine, theirs), [base, mine, theirs]);
  const [choices, setChoices] = useState<Choices>(() => firstChoices(fields));
  const told = words.syncTemplate;
  const isReady = isChosen(fields, choices);
  return (
    <Stack>
      <p className={classes['note']}>{told.changedText}</p>
      <Table fields={fields} drafts={{ mine, theirs }} choices={choices} onChoose={setChoices} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Tooltip label={told.chooseAll} disabled={isReady}>
          <Button
            variant="filled"
            loading={isSaving}
            {...(!isReady && { 'data-disabled': true, 'aria-disabled': true })}
            onClick={() => {
              if (isReady) onChoose(mergeDrafts(mine, theirs, choices), conflict.theirs);
            }}
          >
            {told.saveChosen}
          </Button>
        </Tooltip>
      </Group>
    </Stack>
  );
}

interface TableProps {
  fields: readonly ComparedField[];
  drafts: Readonly<Record<'mine' | 'theirs', Draft>>;
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

function Table({ fields, drafts, choices, onChoose }: TableProps): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplate;
  return (
    <ScrollBox label={told.changedText}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{words.common.field}</th>
            <th scope="col">{told.yours}</th>
            <th scope="col">{told.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Row
              key={field.key}
              field={field}
              drafts={drafts}
              chosen={choices[field.key]}
              onChoose={(side) => onChoose({ ...choices, [field.key]: side })}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface RowProps {
  field: ComparedField;
  drafts: Readonly<Record<'mine' | 'theirs', Draft>>;
  chosen: 'mine' | 'theirs' | undefined;
  onChoose: (side: 'mine' | 'theirs') => void;
}

function Row({ field: { key }, drafts, chosen, onChoose }: RowProps): ReactNode {
  const { words } = useWords();
  const tellValue = useTellValue();
  const told = words.syncTemplate;
  return (
    <tr>
      <th scope="row">{told.fields[key]}</th>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side}>
          <label className={classes['choice']}>
            <input
              type="radio"
              name={`choice-${key}`}
              aria-label={`${told.choiceOf(told.fields[key])}: ${side === 'mine' ? told.yours : told.theirs}`}
              checked={chosen === side}
              onChange={() => onChoose(side)}
            />
            {key === 'provider' ? <pre>{tellValue(key, drafts[side])}</pre> : tellValue(key, drafts[side])}
          </label>
        </td>
      ))}
    </tr>
  );
}
