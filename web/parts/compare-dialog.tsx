// Somebody else has saved the same since it was opened: who, when, and field by field what each of the two has, to be chosen from. Nothing
// is written before that.
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Modal, Stack, Tooltip } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { compareSides, firstChoices, isChosen, mergeSides } from './compare-sides.ts';
import type { Choices, ComparedField, Side, ThreeDrafts } from './compare-sides.ts';
import { ScrollBox } from './scroll-box.tsx';
import classes from './compare-dialog.module.css';

interface CompareProps<T extends object, K extends keyof T & string> extends ThreeDrafts<T> {
  /** Who has changed what, and when. */
  title: string;
  /** In the order of the page. */
  keys: readonly K[];
  isSame?: (key: K, a: T, b: T) => boolean;
  label: (key: K) => string;
  tell: (key: K, values: T) => ReactNode;
  isSaving: boolean;
  /** Theirs, with mine where that was chosen. */
  onChoose: (merged: T) => void;
  onClose: () => void;
}

export function CompareDialog<T extends object, K extends keyof T & string>(
  props: CompareProps<T, K>,
): ReactNode {
  const { words } = useWords();
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={820}
      title={props.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Comparing {...props} />
    </Modal>
  );
}

function Comparing<T extends object, K extends keyof T & string>(props: CompareProps<T, K>): ReactNode {
  const { words } = useWords();
  const { keys, base, mine, theirs, isSame, isSaving, onChoose, onClose } = props;
  const fields = useMemo(
    () => compareSides(keys, { base, mine, theirs }, isSame),
    [keys, base, mine, theirs, isSame],
  );
  const [choices, setChoices] = useState<Choices>(() => firstChoices(fields));
  const told = words.compare;
  const isReady = isChosen(fields, choices);
  return (
    <Stack>
      <p className={classes['note']}>{told.text}</p>
      <Table {...props} fields={fields} choices={choices} onSides={setChoices} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Tooltip label={told.chooseAll} disabled={isReady}>
          <Button
            variant="filled"
            loading={isSaving}
            {...(!isReady && { 'data-disabled': true, 'aria-disabled': true })}
            onClick={() => {
              if (isReady) onChoose(mergeSides(keys, { mine, theirs }, choices));
            }}
          >
            {told.save}
          </Button>
        </Tooltip>
      </Group>
    </Stack>
  );
}

type TableProps<T extends object, K extends keyof T & string> = Pick<
  CompareProps<T, K>,
  'mine' | 'theirs' | 'label' | 'tell'
> & {
  fields: readonly ComparedField<K>[];
  choices: Choices;
  onSides: (choices: Choices) => void;
};

function Table<T extends object, K extends keyof T & string>(props: TableProps<T, K>): ReactNode {
  const { words } = useWords();
  const { fields, choices, onSides } = props;
  const told = words.compare;
  return (
    <ScrollBox label={told.text}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{words.common.field}</th>
            <th scope="col">{told.mine}</th>
            <th scope="col">{told.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ key }) => (
            <Row
              key={key}
              {...props}
              field={key}
              chosen={choices[key]}
              onSide={(side) => onSides({ ...choices, [key]: side })}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface RowProps<T extends object, K extends keyof T & string> extends Pick<
  TableProps<T, K>,
  'mine' | 'theirs' | 'label' | 'tell'
> {
  field: K;
  chosen: Side | undefined;
  onSide: (side: Side) => void;
}

function Row<T extends object, K extends keyof T & string>(props: RowProps<T, K>): ReactNode {
  const { words } = useWords();
  const { field, label, tell, chosen, onSide } = props;
  const told = words.compare;
  return (
    <tr>
      <th scope="row">{label(field)}</th>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side}>
          <label className={classes['choice']}>
            <input
              type="radio"
              name={`choice-${field}`}
              aria-label={`${told.choiceOf(label(field))}: ${told[side]}`}
              checked={chosen === side}
              onChange={() => onSide(side)}
            />
            {tell(field, props[side])}
          </label>
        </td>
      ))}
    </tr>
  );
}
