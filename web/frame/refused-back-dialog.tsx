// What the button of a notice could not take back, and why. Loaded when it happens.
import type { ReactNode } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { tellRefusedBack } from '../parts/refused-back.ts';
import { WhyNotTakenBack } from '../steps/why-not-taken-back.tsx';
import { useWords } from '../words/words.tsx';

export function RefusedBackDialog({ error }: { error: unknown }): ReactNode {
  const { words } = useWords();
  return (
    <Dialog title={words.users.notUndone} onClose={() => tellRefusedBack(null)}>
      <WhyNotTakenBack error={error} />
    </Dialog>
  );
}
