// What a test of the connection has found, one thing after the other, each fault with its cure.
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import type { TargetFinding } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './exchange.module.css';

const signs = { right: IconCircleCheckFilled, warning: IconAlertTriangle, fault: IconCircleXFilled } as const;

export function Findings({ findings }: { findings: readonly TargetFinding[] }): ReactNode {
  const { words, format } = useWords();
  const told = words.exchanges;
  const faults = findings.filter(({ is }) => is === 'fault').length;
  return (
    <>
      <p role="status" className={classes['verdict']} data-is={faults > 0 ? 'fault' : 'right'}>
        {faults > 0 ? told.faults(faults, format.number(faults)) : told.allRight}
      </p>
      <ul className={classes['findings']} aria-label={told.findings}>
        {findings.map((finding) => (
          <Finding key={`${finding.code} ${finding.message}`} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function Finding({ finding: { code, is, message, cure } }: { finding: TargetFinding }): ReactNode {
  const { words } = useWords();
  const Sign = signs[is];
  const { troubles, findings } = words.exchangeTroubles;
  const own = troubles[code];
  const name = findings[code];
  return (
    <li className={classes['finding']} data-is={is}>
      <Sign size={16} aria-hidden />
      <div>
        <span className="visually-hidden">{words.exchanges.is[is]}: </span>
        {name && <strong>{name}</strong>}
        {own ? (
          <p className={classes['told']}>
            {own.text} {own.cure}
          </p>
        ) : null}
        <p className={own || name ? classes['aside'] : classes['told']} lang="en">
          {message} {!own && cure}
        </p>
      </div>
    </li>
  );
}
