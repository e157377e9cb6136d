// Tokens with which programs use the API for one company. Only a hash of each is kept.
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { ApiTokensTable } from './access-tables.ts';
import type { Actor } from './audit-log.ts';
import type { Tables } from './tables.ts';

export interface ApiToken {
  id: string;
  companyId: string;
  name: string;
  role: 'companyAdministrator' | 'viewer';
  /** The first characters of the token. */
  prefix: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** The token with this hash, unless it has expired. */
export async function readTokenByHash(
  db: Kysely<Tables>,
  hash: Buffer,
  now: number,
): Promise<ApiToken | null> {
  const row = await db
    .selectFrom('api_tokens')
    .selectAll()
    .where('hash', '=', hash)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ? mapToken(row) : null;
}

/** To the minute: a token that is used a hundred times a second must not write as often. */
export async function writeTokenUse(db: Kysely<Tables>, token: ApiToken, now: number): Promise<void> {
  if (token.lastUsedAt && now - token.lastUsedAt.getTime() < 60_000) return;
  await db
    .updateTable('api_tokens')
    .set({ last_used_at: new Date(now) })
    .where('id', '=', token.id)
    .execute();
}

export interface NewApiToken extends Pick<ApiToken, 'id' | 'companyId' | 'name' | 'role' | 'prefix'> {
  hash: Buffer;
  createdBy: Actor;
  /** In ms. */
  now: number;
  expiresAt: number;
}

/** false: the company has one of that name already. */
export async function writeToken(db: Kysely<Tables>, token: NewApiToken): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('api_tokens')
    .values({
      id: token.id,
      company_id: token.companyId,
      name: token.name,
      role: token.role,
      prefix: token.prefix,
      hash: token.hash,
      created_at: new Date(token.now),
      created_by: JSON.stringify(token.createdBy),
      expires_at: new Date(token.expiresAt),
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'name']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** after: the name on which the page before ended. */
export async function readTokensPage(
  db: Kysely<Tables>,
  { companyId, after, limit }: { companyId: string; after: string | null; limit: number },
): Promise<{ tokens: ApiToken[]; total: number }> {
  const scoped = db.selectFrom('api_tokens').where('company_id', '=', companyId);
  const rows = await scoped
    .selectAll()
    .$if(after !== null, (query) => query.where(sql<boolean>`name collate "C" > ${after}`))
    .orderBy(sql`name collate "C"`)
    .limit(limit)
    .execute();
  const { total } = await scoped
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { tokens: rows.map(mapToken), total };
}

/** What it was; null when the company has no such token. */
export async function deleteToken(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<ApiToken | null> {
  const row = await db
    .deleteFrom('api_tokens')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? mapToken(row) : null;
}

function mapToken(row: Selectable<ApiTokensTable>): ApiToken {
  return {
    id: row.id,
    companyId: row.company_id,
    name: row.name,
    role: row.role === 'viewer' ? 'viewer' : 'companyAdministrator',
    prefix: row.prefix,
    createdAt: row.created_at,
    createdBy: (row.created_by as Actor).name,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
