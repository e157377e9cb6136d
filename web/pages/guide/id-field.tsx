// An id copied from Azure: checked as it is pasted, kept as soon as it is right. Blanks that came along with the copy are taken off.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { TextInput } from '@mantine/core';
import type { Guide } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import type { GuideSaving } from './use-guide-saving.ts';
import { useValueWords } from './use-value-words.ts';
import classes from './guide.module.css';

export interface FieldProps {
  guide: Guide;
  saving: GuideSaving;
  isReadOnly: boolean;
  /** The way on was pressed: what is missing is told. */
  isPressed: boolean;
  onWhole: (isWhole: boolean) => void;
}

export function IdField(props: FieldProps & { what: 'tenantId' | 'clientId' }): ReactNode {
  const { what, guide, saving, isReadOnly, isPressed, onWhole } = props;
  const { words } = useWords();
  const check = useValueWords();
  const [text, setText] = useState(guide[what] ?? '');
  const [wasLeft, setLeft] = useState(false);
  const checked = check(what, text);
  const isSame = what === 'clientId' && checked.value !== null && checked.value === guide.tenantId;
  const fault = isSame ? words.guide.faults['sameAsTenant'] : checked.fault;
  const write = (typed: string): void => {
    const clean = trim(typed);
    setText(clean);
    const { value } = check(what, clean);
    const isRight = value !== null && !(what === 'clientId' && value === guide.tenantId);
    onWhole(isRight);
    if (isRight && value !== guide[what]) saving.save({ [what]: value });
  };
  const isTold = isPressed || wasLeft || isSame || text.length >= 36;
  return (
    <TextInput
      label={words.guide.fields[what]}
      placeholder="8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5a69"
      value={text}
      readOnly={isReadOnly}
      autoComplete="off"
      spellCheck={false}
      maw={420}
      classNames={{ input: classes['raw'] ?? '' }}
      error={isTold && fault}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => setLeft(text !== '')}
    />
  );
}

/** Blanks and invisible characters at the ends are none of the value. */
export const trim = (text: string): string => text.replaceAll(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '');
