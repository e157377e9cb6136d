// The new secret: its value, kept sealed and never shown again, and its last day, with what Microsoft recommends and what Azure allows.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PasswordInput } from '@mantine/core';
import { useWords } from '../../words/words.tsx';
import { ExpiryField } from './expiry-field.tsx';
import { trim } from './id-field.tsx';
import type { FieldProps } from './id-field.tsx';
import { useValueWords } from './use-value-words.ts';

export function SecretFields(props: FieldProps): ReactNode {
  const { guide, onWhole } = props;
  const [hasSecret, setHasSecret] = useState(guide.clientSecret !== null);
  const [hasDay, setHasDay] = useState(guide.expires !== null);
  return (
    <>
      <SecretField
        {...props}
        onWhole={(isThere) => {
          setHasSecret(isThere);
          onWhole(isThere && hasDay);
        }}
      />
      <ExpiryField
        {...props}
        onWhole={(isThere) => {
          setHasDay(isThere);
          onWhole(isThere && hasSecret);
        }}
      />
    </>
  );
}

/** Typed by hand it is kept when the field is left; pasted, at once. */
function SecretField({ guide, saving, isReadOnly, isPressed, onWhole }: FieldProps): ReactNode {
  const { words } = useWords();
  const check = useValueWords();
  const [text, setText] = useState('');
  const [wasLeft, setLeft] = useState(false);
  const isStored = guide.clientSecret !== null;
  const checked = check('clientSecret', text);
  const fault = text === '' && isStored ? null : checked.fault;
  const keep = (typed: string): void => {
    const { value } = check('clientSecret', typed);
    if (value !== null) saving.save({ clientSecret: value });
  };
  const write = (typed: string, isPasted: boolean): void => {
    const clean = trim(typed);
    setText(clean);
    onWhole(clean === '' ? isStored : check('clientSecret', clean).fault === null);
    if (isPasted) {
      setLeft(true);
      keep(clean);
    }
  };
  return (
    <PasswordInput
      label={words.guide.fields.clientSecret}
      description={isStored ? words.guide.help.stored : words.guide.help.clientSecret}
      placeholder={isStored ? '••••' : ''}
      value={text}
      readOnly={isReadOnly}
      autoComplete="off"
      maw={420}
      visibilityToggleButtonProps={{ 'aria-label': words.guide.showSecret, tabIndex: 0 }}
      error={(isPressed || wasLeft) && fault}
      onChange={({ currentTarget, nativeEvent }) =>
        write(currentTarget.value, (nativeEvent as InputEvent).inputType === 'insertFromPaste')
      }
      onBlur={() => {
        if (text === '') return;
        setLeft(true);
        keep(text);
      }}
    />
  );
}
