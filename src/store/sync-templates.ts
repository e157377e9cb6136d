// Reads and writes sync templates: what the administrator set, the credentials as opaque bytes (only
// access/secret-box opens them), and what runs remember about reading. Runs write their own columns.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Provider } from '../plan/provider.ts';
import { syncTemplateDefaults } from '../plan/sync-template.ts';
import type { Mode, SyncTemplate } from '../plan/sync-template.ts';
import type { SyncTemplatesTable, Tables } from './tables.ts';

/** A group as it was found once: what was asked for, its object id, its name when last read. */
export interface KnownGroup {
  asked: string;
  id: string;
  name: string;
}

/** What an administrator decides about a template. */
export interface SyncTemplateSetup {
  companyId: string;
  position: number;
  template: SyncTemplate;
  provider: Provider;
  /** Sealed; null until a credential is given. */
  credentials: Buffer | null;
  groups: KnownGroup[];
  /** The mode came back to full: the next run reads fully and all its deletes count for the brake. */
  resumed: boolean;
}

export interface StoredSyncTemplate extends SyncTemplateSetup {
  /** The tenant that the links belong to; null until the first link. */
  tenant: string | null;
  /** Where the last complete read ended, and the hash of what it asked for. */
  cursor: string | null;
  readHash: string | null;
  lastFullReadAt: Date | null;
  lastCompleteReadAt: Date | null;
  /** Another one: since then a run has found somebody other than before. */
  rosterVersion: number;
  fullReads: number;
  lastSuccessAt: Date | null;
  /** Since when the first load of users is over; null: whoever is made a user belongs to it. */
  firstLoadDoneAt: Date | null;
  /** The template is deleted and stands until the last of its users is gone; null: it is not. */
  retiringSince: Date | null;
  /** Of the warning digest that was written last, as left-out-digest.ts has it; null: there was none. */
  digest: unknown;
  /** Where one template is read by its id. */
  news?: TemplateNews;
}

/** What a run has to know to tell what is new, and to ask for nothing when nobody would hear it. */
interface TemplateNews {
  /** Something is wrong with it that is not over. */
  hasIncident: boolean;
  /** Kinds of notice that some webhook of the company wants. */
  webhookKinds: string[];
}

/** The company's sync templates in the order in which they were first written; null for those of all companies. */
export async function readSyncTemplates(
  db: Kysely<Tables>,
  companyId: string | null,
): Promise<StoredSyncTemplate[]> {
  let query = db.selectFrom('sync_templates').selectAll().orderBy('company_id').orderBy('position');
  if (companyId !== null) query = query.where('company_id', '=', companyId);
  return (await query.execute()).map(mapSyncTemplate);
}

export async function readSyncTemplate(db: Kysely<Tables>, id: string): Promise<StoredSyncTemplate | null> {
  const row = await db
    .selectFrom('sync_templates')
    .selectAll()
    .select([
      sql<boolean>`exists (select from incidents i
        where i.company_id = sync_templates.company_id and i.template_id = sync_templates.id and i.closed_at is null)`.as(
        'has_incident',
      ),
      sql<string[]>`array(select distinct k from webhooks w cross join lateral unnest(w.kinds) as k
        where w.company_id = sync_templates.company_id and w.active)`.as('webhook_kinds'),
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { has_incident: hasIncident, webhook_kinds: webhookKinds } = row;
  return { ...mapSyncTemplate(row), news: { hasIncident, webhookKinds } };
}

/** As readSyncTemplate, and nobody else changes it until the transaction ends. */
export async function lockSyncTemplate(db: Kysely<Tables>, id: string): Promise<StoredSyncTemplate | null> {
  const row = await db
    .selectFrom('sync_templates')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? mapSyncTemplate(row) : null;
}

/** All of a company's, against whoever would change one of them. */
export async function lockSyncTemplates(db: Kysely<Tables>, companyId: string): Promise<void> {
  const ofCompany = db.selectFrom('sync_templates').select('id').where('company_id', '=', companyId);
  await ofCompany.orderBy('id').forUpdate().execute();
}

// A run that is under way was read under the old settings and must not be applied under them: it loses its fence.
const raisedFence = sql<number>`sync_templates.fence + case
  when (sync_templates.mode, sync_templates.settings, sync_templates.provider)
    is distinct from (excluded.mode, excluded.settings, excluded.provider) then 1 else 0 end`;

/** What stays of sync_templates.credential_watch when the credentials are others. The next look is due at once. */
export const keptWatch = sql<string | null>`
  case when sync_templates.credential_watch ? 'told'
    then jsonb_build_object('told', sync_templates.credential_watch->'told') end`;

/** Of another credential or app nothing is known yet, but which warnings were given. */
const watchOfCredentials = sql<string | null>`case
  when sync_templates.credentials is distinct from excluded.credentials or sync_templates.provider is distinct from excluded.provider
  then ${keptWatch} else sync_templates.credential_watch end`;

/** Creates the template or replaces what the administrator decides; what runs remember stands. */
export async function writeSyncTemplate(db: Kysely<Tables>, setup: SyncTemplateSetup): Promise<void> {
  const { id, name, mode, ...settings } = setup.template;
  const values = {
    name,
    mode,
    position: setup.position,
    settings: JSON.stringify(settings),
    provider: JSON.stringify(setup.provider),
    credentials: setup.credentials,
    groups: JSON.stringify(setup.groups),
    resumed: setup.resumed,
  };
  await db
    .insertInto('sync_templates')
    .values({ id, company_id: setup.companyId, ...values })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ ...values, fence: raisedFence, credential_watch: watchOfCredentials }),
    )
    .execute();
}

function mapSyncTemplate(row: Selectable<SyncTemplatesTable>): StoredSyncTemplate {
  const settings = row.settings as Omit<SyncTemplate, 'id' | 'name' | 'mode'>;
  return {
    companyId: row.company_id,
    position: row.position,
    // Defaults first: a template written before a setting existed has that setting's default.
    template: { ...syncTemplateDefaults, ...settings, id: row.id, name: row.name, mode: row.mode as Mode },
    provider: row.provider as Provider,
    credentials: row.credentials,
    groups: row.groups as KnownGroup[],
    resumed: row.resumed,
    tenant: row.tenant,
    cursor: row.cursor,
    readHash: row.read_hash,
    lastFullReadAt: row.last_full_read_at,
    lastCompleteReadAt: row.last_complete_read_at,
    rosterVersion: row.roster_version,
    fullReads: row.full_reads,
    lastSuccessAt: row.last_success_at,
    firstLoadDoneAt: row.first_load_done_at,
    retiringSince: row.retiring_since,
    digest: row.digest,
  };
}
