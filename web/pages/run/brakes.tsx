// One banner for each brake: what is withheld, how many, which share, the limit; and the way to approve exactly that list.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { RunFull } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useWords } from '../../words/words.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import type { Withheld } from './approve-dialog.tsx';
import type { Orders } from '../../steps/use-order.ts';
import classes from './run.module.css';

export function Brakes({ run, orders }: { run: RunFull; orders: Orders }): ReactNode {
  return run.withheld.map((withheld) => (
    <Brake key={withheld.kind} run={run} withheld={withheld} orders={orders} />
  ));
}

function Brake({ run, withheld, orders }: { run: RunFull; withheld: Withheld; orders: Orders }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isOpen, setOpen] = useState(false);
  const isApproved = run.approved.includes(withheld.kind);
  const mayApprove = can('run.approve') && !run.preview && !isApproved;
  return (
    <section className={classes['brake']} aria-label={words.fields.brake}>
      <IconAlertTriangle size={20} aria-hidden />
      <p>
        <strong>{words.fields.brake}.</strong> <BrakeSentence withheld={withheld} />{' '}
        {isApproved ? '' : words.runs.brakeHeld[withheld.kind]} {run.preview && words.runs.brakeOfPreview}
      </p>
      {isApproved ? (
        <span className={classes['approved']}>
          <IconCheck size={16} aria-hidden /> {words.runs.approved}
        </span>
      ) : (
        <Button onClick={() => setOpen(true)}>
          {mayApprove ? words.runs.review : words.runs.reviewOnly}
        </Button>
      )}
      <ApproveDialog
        run={run}
        withheld={withheld}
        orders={orders}
        mayApprove={mayApprove}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </section>
  );
}

function BrakeSentence({ withheld }: { withheld: Withheld }): ReactNode {
  const { words, format } = useWords();
  const { kind, count, counted, percent, limit } = withheld;
  const share = kind === 'creates' ? '' : `, ${words.runs.brakeShare(format.percent(percent / 100))}`;
  const more = counted > count ? ` (${words.runs.brakeCounted(format.number(counted))})` : '';
  const bound = words.runs.brakeLimit(
    limit.count === null ? null : format.number(limit.count),
    limit.percent === null || kind === 'creates' ? null : format.percent(limit.percent / 100),
  );
  return `${words.runs.brake(kind, count, format.number(count))}${share}${more}. ${bound}`;
}
