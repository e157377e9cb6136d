// Once a week a nightly run looks at one page of people with every field that Entra lists, so that an administrator can choose
// from fields that the template does not read. What can not be looked at ends no run.
import { OutsideError } from '../connectors/outside-error.ts';
import type { Source, SourcePerson } from '../connectors/source.ts';
import { readKeptSamples, writeKeptSamples } from '../store/field-samples.ts';
import { unlessAborted } from './abort.ts';
import { presentKeptSamples } from './field-choices.ts';
import type { RunDeps, RunRequest } from './run-request.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

export async function keepWeeklySample(deps: RunDeps, request: RunRequest, source: Source): Promise<void> {
  const { templateId, nominalAt, trigger, preview, signal } = request;
  if (trigger !== 'schedule' || preview) return;
  const db = deps.database.kysely;
  const kept = await readKeptSamples(db, templateId);
  if (kept !== null && nominalAt - kept.at.getTime() < WEEK_MS) return;
  const people = await unlessAborted(readSample(source), signal);
  if (people.length > 0)
    await writeKeptSamples(db, templateId, presentKeptSamples(people), new Date(nominalAt));
}

/** More fields to choose from; a tenant that does not give them can be mapped all the same. */
export async function readSample(source: Source): Promise<SourcePerson[]> {
  try {
    return await source.sample();
  } catch (error) {
    if (error instanceof OutsideError) return [];
    throw error;
  }
}
