// What is wrong in Provider Settings, all of it: a press on one puts the caret where it is, a button beside it mends it where that can be
// done. What is heard of it is the strip above; this list is read at leisure.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertCircleFilled } from '@tabler/icons-react';
import { useWords } from '../../../words/words.tsx';
import { fieldId } from '../form/form-context.ts';
import { mendingOf } from './check-provider.ts';
import type { ProviderFault } from './check-provider.ts';
import { tellFault } from './tell-fault.ts';
import classes from './provider.module.css';

interface FaultListProps {
  faults: readonly ProviderFault[];
  onGo: (fault: ProviderFault) => void;
  /** Absent for whoever may not change anything. */
  onMend?: (fault: ProviderFault) => void;
  onUseGroup?: (asked: string, group: string) => void;
}

export function FaultList({ faults, onGo, onMend, onUseGroup }: FaultListProps): ReactNode {
  const { words } = useWords();
  return (
    <ul className={classes['faults']} aria-label={words.provider.faults}>
      {faults.map((fault, at) => (
        <li key={`${fault.code} ${fault.path} ${fault.line} ${fault.column}`}>
          <FaultButton fault={fault} isFirst={at === 0} onGo={onGo} />
          {onMend && mendingOf(fault.code) !== null && (
            <Button size="compact-sm" onClick={() => onMend(fault)}>
              {words.provider.mend[mendingOf(fault.code) ?? 'remove']}
            </Button>
          )}
          {onUseGroup &&
            fault.candidates?.map(({ id, name, kind }) => {
              const isOne = fault.candidates?.length === 1;
              return (
                <Button
                  key={id}
                  size="compact-sm"
                  title={words.provider.groupKind(kind, id)}
                  onClick={() => onUseGroup(fault.values['group'] ?? '', isOne ? name : id)}
                >
                  {words.provider.useGroup(isOne ? name : `${name} (${id.slice(0, 8)}…)`)}
                </Button>
              );
            })}
        </li>
      ))}
    </ul>
  );
}

function FaultButton({
  fault,
  isFirst,
  onGo,
}: {
  fault: ProviderFault;
  isFirst: boolean;
  onGo: (fault: ProviderFault) => void;
}): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const { line, column } = fault;
  const told = tellFault(fault, spoken);
  return (
    <button
      type="button"
      // Where "put right N problems" leads to.
      {...(isFirst && { id: fieldId('provider') })}
      className={classes['fault']}
      onClick={() => onGo(fault)}
    >
      <IconAlertCircleFilled size={15} aria-hidden />
      <span className={classes['faultText']} lang={told.lang}>
        {told.text}
      </span>
      {line !== null && column !== null && (
        <span className={classes['place']}>
          {words.provider.place(format.number(line), format.number(column))}
        </span>
      )}
    </button>
  );
}
