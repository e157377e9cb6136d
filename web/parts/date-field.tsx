// A day, written as the portal's language has it or chosen in the browser's calendar. The browser's own field for days follows the
// browser's language instead. What is no day is given on as it was typed, so that it is refused and not dropped.
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon, TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import { parseDay, presentDay } from './day-text.ts';
import classes from './date-field.module.css';

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'rightSection'> {
  /** YYYY-MM-DD, empty, or what was typed. */
  value: string;
  onChange: (day: string) => void;
}

export function DateField({ value, onChange, error, readOnly, ...rest }: DateFieldProps): ReactNode {
  const { words, language } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [isIn, setIn] = useState(false);
  const readTyped = (next: string): string => parseDay(next, language) ?? next.trim();
  // Whoever else sets the day has the last word.
  const text = typed !== null && readTyped(typed) === value ? typed : presentDay(value, language);
  const isWrong = !isIn && text.trim() !== '' && parseDay(text, language) === null;
  const change = (next: string): void => {
    setTyped(next);
    onChange(readTyped(next));
  };
  return (
    <TextInput
      {...rest}
      placeholder={words.parts.day.form}
      autoComplete="off"
      value={text}
      readOnly={readOnly ?? false}
      error={error || (isWrong && words.parts.day.wrong(presentDay('2026-12-04', language)))}
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={() => setIn(true)}
      // From now on as it is written in this language, and if it is no day, said so.
      onBlur={() => {
        setIn(false);
        if (parseDay(text, language) !== null) setTyped(null);
      }}
      rightSection={readOnly ? null : <Calendar value={value} onChoose={onChange} />}
    />
  );
}

function Calendar({ value, onChoose }: { value: string; onChoose: (day: string) => void }): ReactNode {
  const { words } = useWords();
  const hidden = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={words.parts.day.choose}
        onClick={() => hidden.current?.showPicker()}
      >
        <IconCalendar size={16} aria-hidden />
      </ActionIcon>
      <input
        ref={hidden}
        className={classes['hidden']}
        type="date"
        tabIndex={-1}
        aria-hidden
        value={/^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : ''}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </>
  );
}
