// Revoking an API token: asked once, since the program that has it stops at once.
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Token } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

export function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const texts = words.administrators.tokens;
  const api = useApi();
  const forget = useForget();
  const revoke = useMutation({
    mutationFn: () =>
      api.call('delete', '/companies/{company}/tokens/{token}', { path: { token: token.id } }),
    onSuccess: async () => {
      onClose();
      await forget('/companies/{company}/tokens');
      toast(texts.revoked(token.name));
    },
  });
  return (
    <Confirm
      isOpen
      title={texts.revokeTitle(token.name)}
      deed={texts.revokeOf(token.name)}
      isDangerous
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{texts.revokeText}</p>
      {revoke.error && <Failed error={revoke.error} />}
    </Confirm>
  );
}
