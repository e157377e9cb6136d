// Values read: what Provider Settings say as they stand, each right, missing or invalid, groups by name and members once the connection
// has been tested. The stored secret is never shown.
import type { ReactNode } from 'react';
import { Tooltip } from '@mantine/core';
import { maskedSecret } from '../../../../src/plan/provider-json.ts';
import type { ConnectionReport, SyncTemplate } from '../../../api/api-types.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { useWords } from '../../../words/words.tsx';
import { CredentialBadge } from '../credential-badge.tsx';
import { useTemplateForm } from '../form/form-context.ts';
import { readProvider } from './provider-text.ts';
import type { ReadProvider } from './provider-text.ts';
import classes from './provider.module.css';

/** report: of just this text; null while it has not been tested. */
export function ValuesRead({ report }: { report: ConnectionReport | null }): ReactNode {
  const { words } = useWords();
  const { template, draft, providerFaults } = useTemplateForm();
  const read = readProvider(draft.provider);
  const isBad = (path: string): boolean =>
    providerFaults.some((fault) => fault.path.startsWith(path) && fault.code !== 'key.missing');
  const told = words.provider;
  return (
    <section aria-label={told.values}>
      <dl className={classes['values']}>
        <Row name={told.fields.tenantId}>
          <Id value={read.tenantId} isBad={isBad('tenant_id')} what={told.fields.tenantId} />
        </Row>
        <Row name={told.fields.clientId}>
          <Id value={read.clientId} isBad={isBad('client_id')} what={told.fields.clientId} />
        </Row>
        <Row name={told.fields.secret}>
          {isBad('client_secret') || isBad('certificate') ? (
            <span className={classes['bad']}>{told.invalidValue}</span>
          ) : (
            <Secret read={read} template={template} />
          )}
          <CredentialBadge credential={template?.credential ?? null} />
        </Row>
        {(read.hasNext || (template?.credential?.next ?? 'none') !== 'none') && (
          <Row name={told.next}>
            {read.hasNext ? told.nextGiven : told.nextStates[template?.credential?.next ?? 'none']}
          </Row>
        )}
        <Row name={told.fields.memberOf}>
          {read.memberOf.length === 0 ? (
            <span className={classes['chip']}>{told.everybody}</span>
          ) : (
            <Groups asked={read.memberOf} report={report} />
          )}
        </Row>
        {read.notMemberOf.length > 0 && (
          <Row name={told.fields.notMemberOf}>
            <Groups asked={read.notMemberOf} report={report} />
          </Row>
        )}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Id({ value, isBad, what }: { value: string; isBad: boolean; what: string }): ReactNode {
  const { words } = useWords();
  if (isBad) return <span className={classes['bad']}>{words.provider.invalidValue}</span>;
  if (value === '') return <span className={classes['dimmed']}>{words.provider.missingValue}</span>;
  return <CopyText value={value} what={what} />;
}

function Secret({ read, template }: { read: ReadProvider; template: SyncTemplate | null }): ReactNode {
  const told = useWords().words.provider;
  if (read.hasCertificate) return told.givenCertificate;
  if (read.secret !== '' && read.secret !== maskedSecret) return told.given;
  if (template?.hasCredentials !== true)
    return <span className={classes['dimmed']}>{told.missingValue}</span>;
  return template.credential?.kind === 'certificate' ? told.storedCertificate : told.stored;
}

/** Name, members, and the id for whoever wants it: by pointer and by keyboard. */
function Groups({ asked, report }: { asked: readonly string[]; report: ConnectionReport | null }): ReactNode {
  const { words, format } = useWords();
  return asked.map((name, at) => {
    const found = report?.groups.find((group) => group.asked === name && group.rule === null);
    if (!found?.id)
      return (
        <span
          key={`${at} ${name}`}
          className={classes['chip']}
          data-bad={found?.state === 'failed' || undefined}
        >
          {name}
        </span>
      );
    const members =
      found.members === null
        ? ''
        : ` · ${words.provider.members(found.members, format.number(found.members))}`;
    return (
      <Tooltip key={`${at} ${name}`} label={words.provider.groupId(found.id)}>
        <button type="button" className={classes['chip']}>
          {found.name ?? name}
          {members}
        </button>
      </Tooltip>
    );
  });
}
