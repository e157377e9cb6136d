// The templates as a table: few rows, so a plain one; each row leads to its template.
import type { ReactNode } from 'react';
import { ScrollBox } from '../../parts/scroll-box.tsx';
import { Link } from '@tanstack/react-router';
import { IconHandStop } from '@tabler/icons-react';
import type { TemplateStatus } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { CredentialBadge } from '../sync-template/credential-badge.tsx';
import classes from './sync-templates.module.css';

const columns = ['name', 'mode', 'success', 'next', 'linked', 'credential', 'withheld'] as const;

export function TemplateTable({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplates;
  return (
    <ScrollBox label={told.title}>
      <table className={classes['table']} aria-label={words.syncTemplates.title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {told.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {templates.map((template) => (
            <Row key={template.templateId} template={template} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Row({ template }: { template: TemplateStatus }): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplates;
  const { lastSuccessAt, nextStart, linked, leaving, retiringSince } = template;
  return (
    <tr>
      <th scope="row">
        <Link to="/integrations/ad-sync/$template" params={{ template: template.templateId }}>
          {template.template}
        </Link>
        {retiringSince !== null && <span className={classes['below']}>{told.retiring}</span>}
      </th>
      <td>
        <Mode mode={template.mode} />
      </td>
      <td>{lastSuccessAt === null ? told.never : format.dateTime(lastSuccessAt)}</td>
      <td>
        {nextStart === null
          ? told.neverByItself
          : presentStart(nextStart, told.due, (at) => format.dateTime(at))}
      </td>
      <td>
        {format.number(linked)}
        {leaving > 0 && (
          <span className={classes['below']}>{told.leaving(leaving, format.number(leaving))}</span>
        )}
      </td>
      <td>
        <Credential template={template} />
      </td>
      <td>
        <Withheld template={template} />
      </td>
    </tr>
  );
}

/** In the past: it is due. */
const presentStart = (at: string, due: string, tell: (at: string) => string): string =>
  Date.parse(at) <= Date.now() ? due : tell(at);

function Mode({ mode }: { mode: string }): ReactNode {
  const { words } = useWords();
  const modes: Readonly<Record<string, string | undefined>> = words.fields.modes;
  return (
    <span className={classes['mode']} data-active={mode !== 'paused' || undefined}>
      {modes[mode] ?? mode}
    </span>
  );
}

function Credential({ template }: { template: TemplateStatus }): ReactNode {
  const { words, format } = useWords();
  const { credential, hasCredentials, credentialExpires } = template;
  if (!hasCredentials) return <span className={classes['bad']}>{words.syncTemplates.noSecret}</span>;
  const days = credential?.daysLeft ?? null;
  if (days !== null && days <= 60) return <CredentialBadge credential={credential} />;
  const ends = credential?.expires ?? credentialExpires;
  return ends ? format.date(`${ends}T12:00:00Z`) : '–';
}

function Withheld({ template }: { template: TemplateStatus }): ReactNode {
  const { words, format } = useWords();
  const [first] = template.withheld;
  if (!first) return <span className={classes['dimmed']}>{words.syncTemplates.nothingWithheld}</span>;
  const count = template.withheld.reduce((sum, one) => sum + one.count, 0);
  return (
    <Link to="/runs/$run" params={{ run: first.run }} className={classes['withheld']}>
      <IconHandStop size={15} aria-hidden />
      {words.syncTemplates.withheldSteps(count, format.number(count))}
    </Link>
  );
}
