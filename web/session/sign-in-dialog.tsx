// Signing in over the page, which stays as it is below. It closes by signing in, or by going to the sign-in page.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Modal, Stack } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { leave } from './use-sign-out.ts';

export function SignInDialog({ onSignedIn }: { onSignedIn: () => Promise<void> }): ReactNode {
  const { words } = useWords();
  const [isAway, setAway] = useState(false);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={words.signIn.again.title}
      size={400}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }} role="status">
          {isAway ? words.signIn.again.oidcText : words.signIn.again.text}
        </p>
        <SignInForm oidcTarget="_blank" onOidc={() => setAway(true)} onSignedIn={onSignedIn} />
        <Button variant="subtle" onClick={() => leave()}>
          {words.signIn.again.leave}
        </Button>
      </Stack>
    </Modal>
  );
}
