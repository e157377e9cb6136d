// Tells the administrator, and webhooks, whom a run has made users: a notice in the run's transaction, with one mail about
// each of a few and one about many. Not written where nobody asked to be told.
import type { Kysely } from 'kysely';
import { MOST_NAMED } from '../plan/told.ts';
import { decideCopies } from '../plan/welcome.ts';
import { readIsAwaited } from '../store/notices.ts';
import { readCreatedUsers } from '../store/steps-told.ts';
import type { Tables } from '../store/tables.ts';
import type { RunSetup } from './read-settings.ts';
import { tell } from './tell.ts';

/** count: users whom the run has made. */
export async function tellCreated(
  db: Kysely<Tables>,
  { stored, company, nominalAt }: RunSetup,
  { runId, count }: { runId: string; count: number },
): Promise<void> {
  const { id: templateId, welcomeCopyTo: to } = stored.template;
  if (to === null && !(await readIsAwaited(db, company.id, 'users.created'))) return;
  const users = await readCreatedUsers(db, runId, MOST_NAMED);
  const copy = { kind: 'welcomeCopy', to: to ?? '' } as const;
  const mails =
    decideCopies(count) === 'each' ? users.map(({ user }) => ({ ...copy, userId: user })) : [copy];
  await tell(db, {
    company,
    templateId,
    runId,
    kind: 'users.created',
    severity: 'info',
    at: new Date(nominalAt),
    data: { count, users },
    mails: to === null ? [] : mails,
  });
}
