// One number in a drawer: what it is and why, who has it, who else wants it, what happened to it, and what can be done with it.
import type { ReactNode } from 'react';
import { Drawer, Stack } from '@mantine/core';
import type { NumberAnswer } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useOpening } from '../../parts/use-opening.ts';
import { useWords } from '../../words/words.tsx';
import { NumberDeeds } from './number-deeds.tsx';
import { NumberFacts } from './number-facts.tsx';
import { NumberHistory } from './number-history.tsx';
import { Wanted } from './wanted.tsx';

/** null: none is open. */
export function NumberDrawer({ digits, onClose }: { digits: string | null; onClose: () => void }): ReactNode {
  const { words } = useWords();
  return (
    <Drawer
      opened={useOpening(digits !== null && digits !== '')}
      {...useInnermost(onClose)}
      position="right"
      size={520}
      title={words.numbers.one.title(digits ?? '')}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {digits && <Story digits={digits} />}
    </Drawer>
  );
}

function Story({ digits }: { digits: string }): ReactNode {
  const { words } = useWords();
  const number = useRead('/companies/{company}/numbers/{digits}', { path: { digits } });
  if (number.isError)
    return (
      <Failed error={number.error} what={words.numbers.one.failed} onRetry={() => void number.refetch()} />
    );
  return number.data ? <Told number={number.data} /> : <Loading />;
}

function Told({ number }: { number: NumberAnswer }): ReactNode {
  return (
    <Stack gap="xs">
      <NumberFacts number={number} />
      <NumberDeeds number={number} />
      <Wanted number={number} />
      <NumberHistory digits={number.digits} />
    </Stack>
  );
}
