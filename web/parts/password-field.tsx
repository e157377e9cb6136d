// A field for a password, which can be looked at, and which says that it is wrong to screen readers too.
import type { ReactNode } from 'react';
import { PasswordInput } from '@mantine/core';
import type { PasswordInputProps } from '@mantine/core';
import { useWords } from '../words/words.tsx';

export function PasswordField(props: PasswordInputProps): ReactNode {
  const { words } = useWords();
  return (
    <PasswordInput
      {...props}
      aria-invalid={props.error ? true : undefined}
      visibilityToggleButtonProps={{ 'aria-label': words.parts.showPassword, tabIndex: 0 }}
    />
  );
}
