// The dialog that a deed for those who are chosen opens. Loaded after the list.
import type { ReactNode } from 'react';
import { AssignNumbers } from './assign-numbers.tsx';
import { ChangeTemplate } from './change-template.tsx';
import type { Chosen } from './chosen.ts';
import { DeleteUsers } from './delete-users.tsx';

const dialogs = { template: ChangeTemplate, numbers: AssignNumbers, delete: DeleteUsers } as const;
export type Deed = keyof typeof dialogs;

interface AskedProps {
  deed: Deed;
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

export function Asked({ deed, ...props }: AskedProps): ReactNode {
  const Dialog = dialogs[deed];
  return <Dialog {...props} />;
}
