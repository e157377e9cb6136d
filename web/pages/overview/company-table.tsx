// The companies as a table: name, how it is, templates, users, when a sync went well last.
import type { ReactNode } from 'react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHourglass,
  IconPlayerPause,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Company, TemplateStatus } from '../../api/api-types.ts';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useWords } from '../../words/words.tsx';
import { decideHealth, decideLastSuccess } from './company-health.ts';
import type { CompanyHealth } from './company-health.ts';
import classes from './company-table.module.css';

const signs = {
  ok: IconCircleCheck,
  notSetUp: IconCircleDashed,
  paused: IconPlayerPause,
  waiting: IconHourglass,
  trouble: IconAlertTriangle,
  failed: IconCircleX,
} as const;

/** statusOf: by the company's name; null while it is not known. */
export function CompanyTable({
  companies,
  statusOf,
}: {
  companies: readonly Company[];
  statusOf: ReadonlyMap<string, TemplateStatus[]> | null;
}): ReactNode {
  const { words } = useWords();
  const { all } = words.company;
  const heads = [all.name, all.health, all.templates, all.users, all.lastSuccess].map((label) => ({ label }));
  return (
    <SimpleTable label={all.title} heads={heads}>
      {companies.map((company) => (
        <CompanyRow
          key={company.id}
          company={company}
          templates={statusOf ? (statusOf.get(company.name) ?? []) : null}
        />
      ))}
    </SimpleTable>
  );
}

function CompanyRow({
  company,
  templates,
}: {
  company: Company;
  templates: readonly TemplateStatus[] | null;
}): ReactNode {
  const { words, format } = useWords();
  const success = templates && decideLastSuccess(templates);
  const linked = templates?.reduce((sum, one) => sum + one.linked, 0) ?? 0;
  return (
    <tr>
      <th scope="row" aria-label={company.name}>
        <Link to="/" search={{ company: company.id }} className={classes['name']}>
          {company.name}
        </Link>
      </th>
      <td>{templates ? <Health health={decideHealth(templates)} /> : '…'}</td>
      <td className={classes['quiet']}>
        {templates ? format.list(templates.map(({ template }) => template)) || '–' : '…'}
      </td>
      <td className={classes['quiet']}>{templates ? format.number(linked) : '…'}</td>
      <td className={classes['quiet']}>
        {templates === null ? '…' : success ? format.dateTime(success) : words.company.all.never}
      </td>
    </tr>
  );
}

function Health({ health }: { health: CompanyHealth }): ReactNode {
  const { words, format } = useWords();
  const { states } = words.company.all;
  const Sign = signs[health.is];
  return (
    <span className={classes['health']} data-is={health.is}>
      <Sign size={15} aria-hidden />
      {health.is === 'trouble'
        ? states.trouble(health.count, format.number(health.count))
        : states[health.is]}
    </span>
  );
}
