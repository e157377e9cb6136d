// Hand-written table shapes for Kysely; columns as in migrations/. Nothing else in the program names a column.
import type { ColumnType, Generated } from 'kysely';
import type { AccessTables } from './access-tables.ts';
import type { MembershipTables } from './membership-tables.ts';
import type { GuideTables } from './guide-tables.ts';
import type { OperatingTables } from './operating-tables.ts';
import type { QualityTables } from './quality-tables.ts';
import type { ReadFieldTables } from './read-field-tables.ts';
import type { StagedTables } from './staged-tables.ts';
import type { TargetTables } from './target-tables.ts';
import type { TellingTables } from './telling-tables.ts';
import type { WordTables } from './word-tables.ts';

// A json or jsonb column: parsed when read, given as JSON text when written.
type Json<T> = ColumnType<T, string, string>;
type DefaultJson<T> = ColumnType<T, string | undefined, string>;

export interface CompaniesTable {
  id: Generated<string>;
  name: string;
  country: Generated<string>;
  time_zone: Generated<string>;
  language: Generated<string>;
  cooling_days: Generated<number>;
  retention_days: Generated<number>;
  own_numbers_only: Generated<boolean>;
  lookups: DefaultJson<unknown>;
  mail: DefaultJson<unknown>;
  created_at: Generated<Date>;
}

interface NumberSeriesTable {
  id: Generated<string>;
  company_id: string;
  position: number;
  first_digits: number;
  last_digits: number;
  single: Generated<boolean>;
  kind: string;
  note: string | null;
}

interface ReservedNumbersTable {
  company_id: string;
  first_digits: number;
  last_digits: number;
  note: string | null;
  reserved_by: ColumnType<unknown, string | null, string | null>;
  reserved_at: Date;
}

interface SettingsTemplatesTable {
  id: Generated<string>;
  company_id: string;
  name: string;
  settings: DefaultJson<unknown>;
  position: Generated<number>;
}

interface UsersTable {
  id: string;
  company_id: string;
  alias: string;
  alias_key: string;
  name: string;
  surname: string;
  email: string | null;
  pstn_fixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  caller_id: string | null;
  settings_template_id: string | null;
  settings: DefaultJson<unknown>;
  fields: DefaultJson<unknown>;
  version: Generated<number>;
  created_at: Generated<Date>;
  /** Made by the database: what the user is found and sorted by. */
  search: ColumnType<string, never, never>;
}

interface NumbersTable {
  company_id: string;
  digits: string;
  state: string;
  user_id: string | null;
  cooling_until: Date | null;
  last_person: string | null;
  last_user: string | null;
  changed_at: Date;
}

export interface SyncTemplatesTable {
  id: Generated<string>;
  company_id: string;
  name: string;
  position: Generated<number>;
  mode: string;
  settings: Json<unknown>;
  provider: Json<unknown>;
  credentials: Buffer | null;
  groups: DefaultJson<unknown>;
  tenant: string | null;
  cursor: string | null;
  read_hash: string | null;
  last_full_read_at: Date | null;
  last_complete_read_at: Date | null;
  full_reads: Generated<number>;
  resumed: Generated<boolean>;
  last_success_at: Date | null;
  fence: Generated<number>;
  next_start_at: Date | null;
  next_start_why: string | null;
  connection: ColumnType<unknown, string | null | undefined, string | null>;
  retiring_since: Date | null;
  roster_version: Generated<number>;
  field_samples: unknown;
  sampled_at: Date | null;
  first_load_done_at: Date | null;
  digest: ColumnType<unknown, string | null | undefined, string | null>;
  credential_watch: ColumnType<unknown, string | null | undefined, string | null>;
}

interface DeletedTemplatesTable {
  id: string;
  company_id: string;
  name: string;
  deleted_at: Date;
}

interface RosterTable {
  template_id: string;
  person_id: string;
  present: boolean;
  excluded: Generated<boolean>;
  filtered_out: Generated<boolean>;
  facts: Json<unknown>;
  facts_hash: string;
  mapped: Json<unknown>;
  created_ms: number | null;
  guest: Generated<boolean>;
  disabled: Generated<boolean>;
  planned_hash: string | null;
  settled: Generated<boolean>;
  standing: Generated<string>;
  reasons: DefaultJson<unknown>;
  codes: Generated<string[]>;
  read_at: Date;
  gone_at: Date | null;
  search: Generated<string>;
}

interface LinksTable {
  template_id: string;
  person_id: string;
  company_id: string;
  user_id: string;
  synced_version: number;
  missing_since: Date | null;
  leave_code: string | null;
  announced_until: Date | null;
  delete_withheld: Generated<boolean>;
  held: Generated<boolean>;
  pinned: DefaultJson<unknown>;
  held_until: Date | null;
  held_why: string | null;
  held_by: ColumnType<unknown, string | null | undefined, string | null>;
  held_at: Date | null;
}

interface TombstonesTable {
  company_id: string;
  template_id: string | null;
  person_id: string;
  user_id: string;
  pstn_fixed: string | null;
  extension: string | null;
  extension_until: Date | null;
  deleted_at: Date;
}

export interface RunsTable {
  id: string;
  /** In its company; given by the database. */
  number: Generated<number>;
  template_id: string;
  trigger: string;
  preview: Generated<boolean>;
  state: string;
  nominal_at: Date;
  started_at: Date;
  finished_at: Date | null;
  fence: number;
  read: ColumnType<unknown, string | null | undefined, string | null>;
  counts: ColumnType<unknown, string | null | undefined, string | null>;
  withheld: DefaultJson<unknown>;
  reasons: DefaultJson<unknown>;
  rules: DefaultJson<unknown>;
  mail: ColumnType<unknown, string | null | undefined, string | null>;
  error: ColumnType<unknown, string | null | undefined, string | null>;
  fields: ColumnType<unknown, string | null | undefined, string | null>;
  approved: Generated<string[]>;
  approves: string | null;
  requested_at: Date | null;
  requested_by: ColumnType<unknown, string | null | undefined, string | null>;
  request: ColumnType<unknown, string | null | undefined, string | null>;
  applies: string | null;
  undoes: string | null;
  order_key: string | null;
  attempt: Generated<number>;
  retries: string | null;
  cancelled_by: ColumnType<unknown, string | null | undefined, string | null>;
  person_id: string | null;
}

export interface StepsTable {
  id: Generated<number>;
  run_id: string | null;
  template_id: string | null;
  company_id: string;
  outcome: string;
  do_what: string;
  person_id: string | null;
  user_id: string | null;
  alias: string | null;
  before: ColumnType<unknown, string | null | undefined, string | null>;
  after: ColumnType<unknown, string | null | undefined, string | null>;
  because: Json<unknown>;
  details: DefaultJson<unknown>;
  kind: string | null;
  approved: Generated<boolean>;
  at: Date;
  actor: ColumnType<unknown, string | null | undefined, string | null>;
  undone_by: number | null;
  /** Both made by the database. */
  rank: ColumnType<number, never, never>;
  code: ColumnType<string | null, never, never>;
  erased_at: Date | null;
}

interface RunEventsTable {
  id: Generated<number>;
  run_id: string;
  at: Date;
  kind: string;
  data: Json<unknown>;
}

export interface AuditLogTable {
  id: Generated<number>;
  at: Generated<Date>;
  company_id: string | null;
  actor: Json<unknown>;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  subject_name: string | null;
  before: ColumnType<unknown, string | null | undefined, string | null>;
  after: ColumnType<unknown, string | null | undefined, string | null>;
  details: DefaultJson<unknown>;
  address: string | null;
}

export interface Tables
  extends
    AccessTables,
    GuideTables,
    MembershipTables,
    OperatingTables,
    QualityTables,
    ReadFieldTables,
    StagedTables,
    TargetTables,
    TellingTables,
    WordTables {
  companies: CompaniesTable;
  number_series: NumberSeriesTable;
  reserved_numbers: ReservedNumbersTable;
  settings_templates: SettingsTemplatesTable;
  users: UsersTable;
  numbers: NumbersTable;
  sync_templates: SyncTemplatesTable;
  deleted_templates: DeletedTemplatesTable;
  roster: RosterTable;
  links: LinksTable;
  tombstones: TombstonesTable;
  runs: RunsTable;
  steps: StepsTable;
  run_events: RunEventsTable;
  audit_log: AuditLogTable;
}
