// What a run comes to, as `run --json` shows it (SPEC §11) and as its row keeps it: one shape, made in one place. Pure.
import type { Counts } from '../plan/counts.ts';
import type { Withheld } from '../plan/steps.ts';
import type { SampledField } from '../store/roster.ts';
import type { RunError, RunRow, RunStart, RunState } from '../store/runs.ts';
import type { ReasonCount, RuleCount } from './tally.ts';
import { noCounts } from './tally.ts';
import type { MailCounts } from './welcomes.ts';
import { noMail } from './welcomes.ts';

interface ReadReport {
  complete: boolean;
  mode: 'full' | 'delta';
  /** People in scope by this read. */
  people: number;
  requests: number;
  bytes: number;
}

export interface Ending {
  state: RunState;
  read: ReadReport;
  counts: Counts;
  withheld: Withheld[];
  reasons: ReasonCount[];
  /** New users by the rule that decided what they get; all rules of the template. */
  rules: RuleCount[];
  mail: MailCounts;
  error: RunError | null;
  /** Fields to choose from, of a run that only read because a required field is not mapped. */
  fields: SampledField[] | null;
}

export interface RunReport extends Ending {
  run: string;
  template: string;
  trigger: string;
  preview: boolean;
  /** Object id of the one person whom it was for; null: everybody. */
  person: string | null;
  startedAt: string;
  finishedAt: string | null;
}

const nothingRead: ReadReport = { complete: false, mode: 'full', people: 0, requests: 0, bytes: 0 };

/** A run that changed nothing. */
export function presentEmptyEnding(
  state: RunState,
  error: RunError | null,
  usage?: { requests: number; bytes: number },
): Ending {
  const read = { ...nothingRead, requests: usage?.requests ?? 0, bytes: usage?.bytes ?? 0 };
  const nothing = { counts: noCounts, withheld: [], reasons: [], rules: [], mail: noMail };
  return { state, read, ...nothing, error, fields: null };
}

export function presentReport(
  start: Pick<RunStart, 'id' | 'trigger' | 'preview' | 'person' | 'startedAt'>,
  template: string,
  ending: Ending,
  finishedAt: Date | null,
): RunReport {
  const { state, read, counts, withheld, reasons, rules, mail, error, fields } = ending;
  return {
    run: start.id,
    template,
    trigger: start.trigger,
    preview: start.preview,
    person: start.person ?? null,
    state,
    startedAt: start.startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    read,
    counts,
    withheld,
    reasons,
    rules,
    mail,
    error,
    fields,
  };
}

/** The report of a run that is in the history. */
export function mapRunRow(row: RunRow, template: string): RunReport {
  const ending: Ending = {
    state: row.state as RunState,
    read: (row.read ?? nothingRead) as ReadReport,
    counts: (row.counts ?? noCounts) as Counts,
    withheld: row.withheld as Withheld[],
    reasons: row.reasons as ReasonCount[],
    rules: row.rules as RuleCount[],
    // Runs of before something was counted lack it.
    mail: { ...noMail, ...(row.mail as Partial<MailCounts> | null) },
    error: row.error as RunError | null,
    fields: row.fields as SampledField[] | null,
  };
  const { id, trigger, preview, person_id: person, started_at: startedAt } = row;
  const start = { id, trigger, preview, person, startedAt };
  return presentReport(start, template, ending, row.finished_at);
}
