// A text field with a list of choices in groups below it: arrow keys move, Enter takes, the focus stays in the field. A screen reader hears
// the choice that is reached and how many there are.
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import classes from './choices.module.css';

export interface Choice {
  id: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
  go: () => void;
}

export interface ChoiceGroup {
  name: string;
  choices: readonly Choice[];
}

interface ChoicesProps {
  /** What is chosen here; the field's name. */
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly ChoiceGroup[];
  /** How many there are, or that there is none; read out. */
  told: string;
  /** Takes the focus when it comes: not where it is a part of a page. */
  takesFocus: boolean;
}

export function Choices({
  label,
  placeholder,
  query,
  onQuery,
  groups,
  told,
  takesFocus,
}: ChoicesProps): ReactNode {
  const listId = useId();
  const field = useFocusAtStart(takesFocus);
  const all = groups.flatMap(({ choices }) => choices);
  const { reached, setReached, press } = useReached(all, query);
  const optionId = (choice: Choice): string => `${listId} ${choice.id}`.replaceAll(' ', '-');
  const active = all[reached];
  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div className={classes['choices']}>
      <TextInput
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={press}
        leftSection={<IconSearch size={15} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={active ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <List
        id={listId}
        label={label}
        groups={groups}
        active={active}
        optionId={optionId}
        onReach={(choice) => setReached(all.indexOf(choice))}
      />
      <p role="status" className={all.length > 0 ? 'visually-hidden' : classes['none']}>
        {told}
      </p>
    </div>
  );
}

function List({
  id,
  label,
  groups,
  active,
  optionId,
  onReach,
}: Pick<ChoicesProps, 'label' | 'groups'> & {
  id: string;
  active: Choice | undefined;
  optionId: (choice: Choice) => string;
  onReach: (choice: Choice) => void;
}): ReactNode {
  return (
    <div role="listbox" id={id} aria-label={label} className={classes['list']}>
      {groups.map(({ name, choices }) => (
        <Group key={name} name={name}>
          {choices.map((choice) => (
            <Option
              key={choice.id}
              id={optionId(choice)}
              choice={choice}
              isReached={choice === active}
              onReach={() => onReach(choice)}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}

/** Nothing where it has no choices. */
function Group({ name, children }: { name: string; children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null;
  return (
    <div role="group" aria-label={name}>
      <div aria-hidden className={classes['group']}>
        {name}
      </div>
      {children}
    </div>
  );
}

function useFocusAtStart(takesFocus: boolean): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return field;
}

function useReached(all: readonly Choice[], query: string) {
  // Another question has other answers: the first of them is the nearest.
  const [at, setAt] = useState({ query, index: 0 });
  const reached = at.query === query ? at.index : 0;
  const setReached = (index: number): void => setAt({ query, index });
  const press = (event: KeyboardEvent): void => {
    const count = all.length;
    if (event.nativeEvent.isComposing || count === 0) return;
    if (event.key === 'ArrowDown') setReached((reached + 1) % count);
    else if (event.key === 'ArrowUp') setReached((reached + count - 1) % count);
    else if (event.key === 'Enter') all[reached]?.go();
    else return;
    event.preventDefault();
  };
  return { reached: Math.min(reached, Math.max(all.length - 1, 0)), setReached, press };
}

function Option({
  id,
  choice: { label, detail, icon, go },
  isReached,
  onReach,
}: {
  id: string;
  choice: Choice;
  isReached: boolean;
  onReach: () => void;
}): ReactNode {
  return (
    // The keyboard reaches it from the field, which keeps the focus.
    <div
      id={id}
      role="option"
      aria-selected={isReached}
      tabIndex={-1}
      className={classes['option']}
      onMouseMove={onReach}
      onMouseDown={(event) => event.preventDefault()}
      onClick={go}
      onKeyDown={(event) => event.key === 'Enter' && go()}
    >
      {icon}
      <span className={classes['label']}>{label}</span>
      {detail && <span className={classes['detail']}>{detail}</span>}
    </div>
  );
}
