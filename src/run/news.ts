// What is told of a run of everybody that came to its end, in its own transaction: what is wrong since and what is not any more.
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { applyIncidents } from './incidents.ts';
import type { RunSetup } from './read-settings.ts';
import type { Ending } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { decideMoment } from './write-end.ts';

export interface EndedRun {
  deps: RunDeps;
  request: RunRequest;
  setup: RunSetup;
  runId: string;
}

export async function applyNews(db: Kysely<Tables>, run: EndedRun, ending: Ending): Promise<void> {
  const { deps, request, setup, runId } = run;
  const { company, stored } = setup;
  const at = decideMoment(deps, request);
  // Only because a required field is not mapped: it planned nobody.
  const withheld = ending.fields === null ? ending.withheld.map(({ kind }) => kind) : null;
  const approved = ending.error === null ? (request.approve?.kind ?? null) : null;
  const end = { is: 'done', withheld, approved } as const;
  const trouble = { company, stored, runId, at, end, error: null, withheld: ending.withheld };
  await applyIncidents(db, trouble);
}
