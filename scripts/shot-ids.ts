// Finds in the company that the pictures are of what they need to have in their addresses. What is not there is an empty text, and the
// picture then shows a page that says so.
import type { Product } from '../demo/open-product.ts';
import type { ShotIds } from './shot.ts';

export async function readShotIds({
  database: { kysely },
  companyId,
  templateId,
}: Product): Promise<ShotIds> {
  const runs = await kysely
    .selectFrom('runs')
    .select(['id', 'state', 'preview', 'trigger'])
    .where('template_id', '=', templateId)
    .orderBy('started_at', 'desc')
    .execute();
  const runOf = (is: (run: (typeof runs)[number]) => boolean) => runs.find(is)?.id ?? '';
  const users = await kysely
    .selectFrom('users')
    .leftJoin('links', 'links.user_id', 'users.id')
    .select(['users.id', 'links.missing_since'])
    .where('users.company_id', '=', companyId)
    .orderBy('users.alias')
    .execute();
  const userOf = (is: (user: (typeof users)[number]) => boolean) => users.find(is)?.id ?? '';
  const personOf = async (what: string) => {
    const step = await kysely
      .selectFrom('steps')
      .select('person_id')
      .where('do_what', '=', what)
      .where('person_id', 'is not', null)
      .where(
        'run_id',
        'in',
        runs.map(({ id }) => id),
      )
      .limit(1)
      .executeTakeFirst();
    return step?.person_id ?? '';
  };
  const idOf = async (table: 'settings_templates' | 'mails') => {
    const row = await kysely
      .selectFrom(table)
      .select('id')
      .where('company_id', '=', companyId)
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? '';
  };
  return {
    template: templateId,
    withheldRun: runOf(({ state }) => state === 'withheld'),
    previewRun: runOf(({ preview }) => preview),
    failedRun: runOf(({ state }) => state === 'failed'),
    firstRun: runOf(({ trigger }) => trigger === 'first'),
    leavingUser: userOf((user) => user.missing_since !== null),
    user: userOf((user) => user.missing_since === null),
    skippedPerson: await personOf('skip'),
    conflictPerson: await personOf('conflict'),
    settingsTemplate: await idOf('settings_templates'),
    mail: await idOf('mails'),
  };
}
