// Table shapes of who uses the program and how they get in; columns as in migrations/. A part of tables.ts.
import type { ColumnType, Generated } from 'kysely';

export interface AdministratorsTable {
  id: string;
  company_id: string | null;
  role: string;
  email: string;
  email_key: string;
  first_name: string;
  last_name: string;
  language: Generated<string>;
  theme: Generated<string>;
  password_hash: string | null;
  password_changed_at: Date | null;
  disabled: Generated<boolean>;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  created_at: Date;
  last_sign_in_at: Date | null;
}

interface SessionsTable {
  id: string;
  administrator_id: string;
  token_hash: Buffer;
  previous_hash: Buffer | null;
  rotated_at: Date;
  csrf: string;
  method: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  address: string | null;
  user_agent: string | null;
}

interface OneTimeLinksTable {
  hash: Buffer;
  purpose: string;
  administrator_id: string | null;
  created_at: Date;
  expires_at: Date;
}

export interface ApiTokensTable {
  id: string;
  company_id: string;
  name: string;
  role: string;
  prefix: string;
  hash: Buffer;
  created_at: Date;
  created_by: ColumnType<unknown, string, string>;
  expires_at: Date;
  last_used_at: Date | null;
}

interface SignInFailuresTable {
  key: Buffer;
  failures: number;
  last_at: Date;
  open_at: Date;
}

interface KnownBrowsersTable {
  hash: Buffer;
  administrator_id: string;
  used_at: Date;
}

interface OidcSignInsTable {
  hash: Buffer;
  state: string;
  nonce: string;
  verifier: string;
  expires_at: Date;
}

interface IdempotencyKeysTable {
  actor: string;
  route: string;
  key: string;
  body_hash: Buffer;
  answer: ColumnType<unknown, string, string>;
  created_at: Date;
}

export interface AccessTables {
  administrators: AdministratorsTable;
  sessions: SessionsTable;
  one_time_links: OneTimeLinksTable;
  api_tokens: ApiTokensTable;
  sign_in_failures: SignInFailuresTable;
  known_browsers: KnownBrowsersTable;
  oidc_sign_ins: OidcSignInsTable;
  idempotency_keys: IdempotencyKeysTable;
}
