// Gives those who are chosen the lowest free numbers of a series, one each. Whose number Entra rules is refused, and told with why.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Select, Stack } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { userPath } from '../user/use-user.ts';
import { TooMany } from './delete-users.tsx';
import { MOST_ONE_BY_ONE, useOneByOne } from './one-by-one.ts';
import type { OneByOne } from './one-by-one.ts';
import { Outcomes } from './outcomes.tsx';
import type { Chosen } from './chosen.ts';
import { useSeriesChoice } from './series-choice.ts';

interface AssignNumbersProps {
  chosen: Chosen;
  onClose: () => void;
  onDone: () => void;
}

export function AssignNumbers({ chosen: now, onClose, onDone }: AssignNumbersProps): ReactNode {
  const { words, format } = useWords();
  const [chosen] = useState(now);
  const choice = useSeriesChoice();
  const [series, setSeries] = useState<string | null>(null);
  const deed = useOneByOne(chosen);
  const isOver = deed.outcomes !== null && !deed.isBusy;
  if (chosen.count > MOST_ONE_BY_ONE) return <TooMany onClose={onClose} />;
  const end = (): void => {
    onClose();
    if (isOver) onDone();
  };
  return (
    <Dialog onClose={end} title={words.users.assignNumber}>
      <Stack>
        <p>{words.users.assignMeans}</p>
        <Select
          label={words.users.fromSeries}
          data={choice}
          value={series}
          onChange={setSeries}
          data-autofocus
        />
        <Outcomes deed={deed} count={chosen.count} />
        <Group justify="flex-end">
          <Button onClick={end}>{isOver ? words.common.close : words.common.cancel}</Button>
          {!isOver && (
            <Button
              variant="filled"
              disabled={series === null}
              loading={deed.isBusy}
              onClick={() => series !== null && void assign(deed, series)}
            >
              {words.users.assignDeed(chosen.count, format.number(chosen.count))}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

/** The server gives the lowest free one each time, to one user after the other. */
const assign = (deed: OneByOne, series: string): Promise<void> =>
  deed.start((api, user, etag) =>
    api.call('patch', userPath, {
      path: { user: user.id },
      body: { numberSeries: series },
      ifMatch: etag,
    }),
  );
