// Finds in the company that the pictures are of what they need to have in their addresses. What is not there is an empty text, and the
// picture then shows a page that says so.
import type { Kysely } from 'kysely';
import type { Product } from '../demo/open-product.ts';
import type { Tables } from '../src/store/tables.ts';
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
  return {
    template: templateId,
    withheldRun: runOf(({ state, preview }) => state === 'withheld' && !preview),
    previewRun: runOf(({ preview }) => preview),
    failedRun: runOf(({ state }) => state === 'failed'),
    firstRun: runOf(({ trigger }) => trigger === 'first'),
    leavingUser: userOf((user) => user.missing_since !== null),
    user: userOf((user) => user.missing_since === null),
    skippedPerson: await readPerson(kysely, templateId, 'skip'),
    conflictPerson: await readPerson(kysely, templateId, 'conflict'),
    settingsTemplate: await readId(kysely, companyId, 'settings_templates'),
    mail: await readId(kysely, companyId, 'mails'),
    exchange: await readId(kysely, companyId, 'targets'),
  };
}

/** Somebody for whom a run had a step of this sort. */
async function readPerson(db: Kysely<Tables>, templateId: string, what: string): Promise<string> {
  const step = await db
    .selectFrom('steps')
    .select('person_id')
    .where('template_id', '=', templateId)
    .where('do_what', '=', what)
    .where('person_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return step?.person_id ?? '';
}

async function readId(
  db: Kysely<Tables>,
  companyId: string,
  table: 'settings_templates' | 'mails' | 'targets',
): Promise<string> {
  const found = db.selectFrom(table).select('id').where('company_id', '=', companyId).limit(1);
  return (await found.executeTakeFirst())?.id ?? '';
}
