// All steps of a run as a file, in the order in which they are shown: a line each for a spreadsheet, or an array of what the list of steps
// gives for programs. Read in pages, so that 50,000 of them are never held at once.
import type { Kysely } from 'kysely';
import { presentCsv } from '../plan/csv.ts';
import type { Reason } from '../plan/reasons.ts';
import { readStepsPage } from '../store/steps-list.ts';
import type { NamedStep } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';

const AT_A_TIME = 200;
const head = 'do outcome name alias person user code reason cure changes at'.split(' ');

export interface StepsOf {
  db: Kysely<Tables>;
  run: { id: string; templateId: string; companyId: string };
}

export async function* readStepsCsv(of: StepsOf): AsyncGenerator<string, void> {
  yield presentCsv([head]);
  // The byte order mark is for the beginning of the file alone.
  for await (const steps of readSlices(of)) yield presentCsv(steps.map(presentLine)).slice(1);
}

/** present: as the list of steps shows one. */
export async function* readStepsJson(
  of: StepsOf,
  present: (step: NamedStep) => object,
): AsyncGenerator<string, void> {
  let before = '[';
  for await (const steps of readSlices(of)) {
    yield `${before}\n${steps.map((step) => JSON.stringify(present(step))).join(',\n')}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

async function* readSlices({ db, run }: StepsOf): AsyncGenerator<NamedStep[], void> {
  const all = { search: null, do: null, outcome: null, code: null, kind: null };
  let after: string[] | null = null;
  do {
    const page = await readStepsPage(db, run, { ...all, limit: AT_A_TIME, after });
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  } while (after !== null);
}

function presentLine(step: NamedStep): (string | null)[] {
  const { code, message, cure } = step.because as Reason;
  return [
    step.do_what,
    step.outcome,
    step.displayName,
    step.alias,
    step.person_id,
    step.user_id,
    code,
    message,
    cure,
    presentChanges(step),
    step.at.toISOString(),
  ];
}

/** "pstnFixed: 46102000262 → 46102007002; title:  → Ekonom". */
function presentChanges({ before, after }: NamedStep): string | null {
  const [from, to] = [before, after].map((values) => (values ?? {}) as Record<string, unknown>);
  const fields = Object.keys({ ...from, ...to });
  const text = (value: unknown): string =>
    value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return fields.length === 0
    ? null
    : fields.map((field) => `${field}: ${text(from?.[field])} → ${text(to?.[field])}`).join('; ');
}
