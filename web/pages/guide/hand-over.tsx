// Whoever is stuck hands the guide on by its link: who was here last, how long it is kept, and the way to throw it away.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Guide } from '../../api/api-types.ts';
import type { Tagged } from '../../api/api.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './guide.module.css';

interface HandOverProps {
  read: Tagged<Guide>;
  address: string;
  mayDiscard: boolean;
}

export function HandOver({ read, address, mayDiscard }: HandOverProps): ReactNode {
  const { words, format } = useWords();
  const { changedBy, changedAt, endsAt } = read.data;
  const said = words.guide;
  return (
    <footer className={classes['hand']}>
      <Text c="dimmed">
        {said.changed(changedBy.name, format.dateTime(changedAt))} {said.ends(format.date(endsAt))}
      </Text>
      <Text c="dimmed">{said.linkHelp}</Text>
      <div className={classes['deeds']}>
        <CopyButton value={window.location.origin + window.location.pathname + window.location.search}>
          {({ copied, copy }) => (
            <>
              <Button
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? said.linkCopied : said.link}
              </Button>
              {/* Beside the button, which inside it would have no name. */}
              <span role="status" className="visually-hidden">
                {copied && said.linkCopied}
              </span>
            </>
          )}
        </CopyButton>
        {mayDiscard && <Discard read={read} address={address} />}
      </div>
    </footer>
  );
}

function Discard({ read, address }: Omit<HandOverProps, 'mayDiscard'>): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const discard = useMutation({
    mutationFn: () =>
      api.call('delete', '/companies/{company}/guides/{guide}', {
        path: { guide: address },
        ...(read.etag !== null && { ifMatch: read.etag }),
      }),
    onSuccess: async () => {
      await navigate({ to: '/integrations/ad-sync' });
      await forget('/companies/{company}/guides');
    },
  });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
        {words.guide.discard}
      </Button>
      <Confirm
        isOpen={isAsked}
        title={words.guide.discardTitle}
        deed={words.guide.discard}
        isDangerous
        isBusy={discard.isPending}
        onConfirm={() => discard.mutate()}
        onClose={() => setAsked(false)}
      >
        <Text>{words.guide.discardText}</Text>
        {discard.error && <Failed error={discard.error} />}
      </Confirm>
    </>
  );
}
