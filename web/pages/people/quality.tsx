// What is wrong in the directory as far as phones go: findings, what stops people first, with how it went, who can mend it, the first
// people, and all of them on demand.
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react';
import type { QualityFinding, QualityReport } from '../../api/api-types.ts';
import { useApi, useRead } from '../../api/use-api.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import type { Format } from '../../words/format.ts';
import { useWords } from '../../words/words.tsx';
import type { Words } from '../../words/words.tsx';
import { FindingPeople } from './finding-people.tsx';
import classes from './people.module.css';

/** A report is made in some seconds. */
const ASK_AGAIN_MS = 2_000;
const ofTemplate = '/companies/{company}/sync-templates/{template}';

export function Quality({ template }: { template: string }): ReactNode {
  const { words } = useWords();
  const path = { template };
  const report = useRead(`${ofTemplate}/quality`, { path });
  const isMaking = report.data?.isCurrent === false;
  useRead(
    `${ofTemplate}/quality`,
    { path },
    { enabled: isMaking, refetchInterval: isMaking && ASK_AGAIN_MS },
  );
  return (
    <div className={classes['inside']}>
      <div className={classes['column']}>
        {report.isPending && <Loading />}
        {report.isError && (
          <Failed
            error={report.error}
            what={words.people.report.failed}
            onRetry={() => void report.refetch()}
          />
        )}
        {report.data && <Report template={template} report={report.data} />}
      </div>
    </div>
  );
}

function Report({ template, report }: { template: string; report: QualityReport }): ReactNode {
  const { words, format } = useWords();
  const api = useApi();
  const w = words.people.report;
  if (report.readAt === null) return <Empty title={w.notRead} text={w.notReadText} />;
  return (
    <>
      <div className={classes['bar']}>
        <span>
          {w.lead(format.number(report.people), format.dateTime(report.readAt))}{' '}
          {!report.isCurrent && w.making}
        </span>
        {report.findings.length > 0 && (
          <Button
            component="a"
            href={api.urlOf(`${ofTemplate}/quality.csv`, { path: { template } })}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {w.export}
          </Button>
        )}
      </div>
      {report.findings.length === 0 && <Empty title={w.fine} text={w.fineText} />}
      {report.findings.map((finding) => (
        <Finding key={finding.code} template={template} finding={finding} />
      ))}
      <NotChecked report={report} />
    </>
  );
}

const signs = { blocks: IconBan, warning: IconAlertTriangle, note: IconInfoCircle };

function Finding({ template, finding }: { template: string; finding: QualityFinding }): ReactNode {
  const { words, format } = useWords();
  const id = useId();
  const w = words.people.report;
  const told = words.people.findings[finding.code];
  const Sign = signs[finding.weight];
  const trend = [
    presentBefore(finding, w, format),
    finding.since && w.since(format.date(finding.since)),
  ].filter((text) => text !== null);
  return (
    <section aria-labelledby={id} className={classes['finding']}>
      <div className={classes['findingHead']}>
        <h2 id={id}>{told?.text(finding.count, format.number(finding.count)) ?? finding.message}</h2>
        <span className={classes['weight']} data-weight={finding.weight}>
          <Sign size={15} aria-hidden /> {w.weights[finding.weight]}
        </span>
        <span className={classes['quiet']}>{[w.who[finding.who], ...trend].join(' · ')}</span>
      </div>
      <p className={classes['cure']}>{told?.cure ?? finding.cure}</p>
      {finding.groups?.map((group) => (
        <p key={group.name} className={classes['cure']}>
          {group.name}: {group.candidates.map((one) => `${one.id} (${one.kind})`).join(', ')}
          {group.uses && ` – ${w.groupUses} ${group.uses}`}
        </p>
      ))}
      {finding.people.length > 0 && <FindingPeople template={template} finding={finding} />}
    </section>
  );
}

/** null: as many as before, or nobody knows. */
function presentBefore(
  { before, count }: QualityFinding,
  { isNew, was }: Words['people']['report'],
  format: Format,
): string | null {
  if (before === null || before === count) return null;
  return before === 0 ? isNew : was(format.number(before));
}

function NotChecked({ report }: { report: QualityReport }): ReactNode {
  const { words } = useWords();
  if (report.notChecked.length === 0) return null;
  return (
    <section className={classes['finding']}>
      <div className={classes['findingHead']}>
        <h2>{words.people.report.notChecked}</h2>
      </div>
      {report.notChecked.map(({ code, why, cure }) => (
        <p key={code} className={classes['cure']} lang="en">
          {why} {cure}
        </p>
      ))}
    </section>
  );
}
