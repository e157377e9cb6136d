// Shapes of the tables of exchanges: targets, how users stand at them, and the accounts of phones. A part of tables.ts; columns as in
// migrations/.
import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;
type NullableJson = ColumnType<unknown, string | null | undefined, string | null>;

export interface TargetsTable {
  id: string;
  company_id: string;
  name: string;
  kind: string;
  settings: Json;
  secrets: Buffer | null;
  state: string;
  state_since: Generated<Date>;
  trouble: NullableJson;
  unavailable_since: Generated<Date | null>;
  drift_mode: Generated<string>;
  version: Generated<number>;
  created_at: Date;
  wants_everybody: Generated<boolean>;
  probe: NullableJson;
  probed_at: Generated<Date | null>;
  fed_at: Generated<Date | null>;
  compared_at: Generated<Date | null>;
  unknown_entries: Generated<number | null>;
  claim: Generated<string | null>;
  claimed_until: Generated<Date | null>;
  rests_until: Generated<Date>;
  failures: Generated<number>;
}

interface SipAccountsTable {
  user_id: string;
  company_id: string;
  account: string;
  made_at: Generated<Date>;
  shown_at: Generated<Date | null>;
}

interface SipDigestsTable {
  user_id: string;
  realm: string;
  md5: string;
  sha256: string;
}

interface PhoneLinksTable {
  hash: Buffer;
  company_id: string;
  user_id: string;
  made_at: Date;
  expires_at: Date;
  shown_at: Date | null;
  ended_at: Date | null;
  setup_hash: Buffer | null;
  setup_until: Date | null;
}

interface TargetMarksTable {
  id: Generated<number>;
  company_id: string;
  user_id: string;
}

interface TargetUsersTable {
  target_id: string;
  user_id: string;
  company_id: string;
  wanted: Generated<number>;
  state: Generated<string>;
  state_since: Generated<Date>;
  is_gone: Generated<boolean>;
  origin: Generated<string>;
  adopted_at: Generated<Date | null>;
  external_id: Generated<string | null>;
  entry: NullableJson;
  tried: NullableJson;
  hash: Generated<string | null>;
  fed_at: Generated<Date | null>;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  error: NullableJson;
  drift: NullableJson;
  kept: NullableJson;
}

export interface TargetTables {
  targets: TargetsTable;
  sip_accounts: SipAccountsTable;
  sip_digests: SipDigestsTable;
  phone_links: PhoneLinksTable;
  target_marks: TargetMarksTable;
  target_users: TargetUsersTable;
}
