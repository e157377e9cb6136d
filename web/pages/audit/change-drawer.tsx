// One change of a user in full: why, before and after, the run it belongs to, and taking it back – looked at first, and what can not be
// taken back said with its reason.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Drawer, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Change, Reason } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { toast } from '../../parts/toast.tsx';
import { tellReason } from '../../steps/reason-words.ts';
import { useTakeBack } from '../../steps/use-take-back.ts';
import { WhyNotTakenBack } from '../../steps/why-not-taken-back.tsx';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useOpening } from '../../parts/use-opening.ts';
import { useWords } from '../../words/words.tsx';
import { Values } from './audit-drawer.tsx';
import { StepName } from './event-names.tsx';
import { compareValues } from './compare-values.ts';
import classes from './audit.module.css';

export function ChangeDrawer({
  change,
  onClose,
}: {
  change: Change | undefined;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  return (
    <Drawer
      opened={useOpening(change !== undefined)}
      {...useInnermost(onClose)}
      position="right"
      size={640}
      title={words.audit.details}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {change && <Content change={change} />}
    </Drawer>
  );
}

function Content({ change }: { change: Change }): ReactNode {
  const { words, format } = useWords();
  const rows = compareValues(change.from ?? undefined, change.to ?? undefined);
  return (
    <Stack>
      <strong>
        <StepName change={change} /> {change.name ?? change.alias}
      </strong>
      <div className={classes['quiet']}>
        {change.by === null || change.by.kind === 'system' ? words.audit.byItself : change.by.name} ·{' '}
        {format.dateTime(change.at)}
        {change.template && ` · ${change.template}`}
      </div>
      <Why reason={change.because} />
      {change.person && <CopyText value={change.person} what={words.audit.person} />}
      {rows.length > 0 && <Values rows={rows} />}
      {change.run && (
        <Link to="/runs/$run" params={{ run: change.run }}>
          {words.audit.openRun}
        </Link>
      )}
      {change.user && (
        <Link to="/users/$user" params={{ user: change.user }}>
          {words.audit.openUser}
        </Link>
      )}
      {change.person && (
        <Link to="/audit" search={({ company }) => ({ company, person: change.person ?? undefined })}>
          {words.audit.onlyPerson}
        </Link>
      )}
      {change.run && (
        <Link to="/audit" search={({ company }) => ({ company, run: change.run ?? undefined })}>
          {words.audit.onlyRun}
        </Link>
      )}
      <TakeBack change={change} />
    </Stack>
  );
}

function TakeBack({ change }: { change: Change }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
  if (!can('change.undo') || change.outcome !== 'applied' || change.undoneBy !== null) return null;
  if (change.undo && !change.undo.can) {
    return (
      <div>
        {words.audit.cannotUndo}:
        {change.undo.reasons.map((reason) => (
          <Why key={reason.code} reason={reason} />
        ))}
      </div>
    );
  }
  return (
    <>
      <Button style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
        {words.audit.undo} …
      </Button>
      {isAsking && <AskTakeBack step={change.id} onClose={() => setAsking(false)} />}
    </>
  );
}

function AskTakeBack({ step, onClose }: { step: number; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const takeBack = useTakeBack();
  const undo = useMutation({
    mutationFn: () => takeBack({ steps: [step] }),
    onSuccess: () => {
      toast(words.audit.undone);
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      title={words.audit.undoTitle}
      deed={words.audit.undoDeed}
      isBusy={undo.isPending}
      onConfirm={() => undo.mutate()}
      onClose={onClose}
    >
      <p>{words.audit.undoText}</p>
      <WhyNotTakenBack error={undo.error} />
    </Confirm>
  );
}

function Why({ reason }: { reason: Reason }): ReactNode {
  const told = tellReason(reason, useWords());
  return (
    <div lang={told.lang}>
      <div>{told.text}</div>
      {told.cure && <div className={classes['quiet']}>{told.cure}</div>}
    </div>
  );
}
