// Shapes of the tables of what is told to people: notices, incidents, mails, webhooks and their deliveries. A part of
// tables.ts; columns as in migrations/.
import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;

interface NoticesTable {
  id: string;
  company_id: string;
  template_id: string | null;
  run_id: string | null;
  kind: string;
  severity: string;
  at: Date;
  data: Json;
}

export interface IncidentsTable {
  id: string;
  company_id: string;
  template_id: string | null;
  key: string;
  severity: string;
  opened_at: Date;
  seen_at: Date;
  seen: Generated<number>;
  closed_at: Date | null;
  told: Generated<number>;
  told_at: Date | null;
  tell_after: Date;
  data: Json;
  quiet_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  quiet_by: ColumnType<unknown, string | null | undefined, string | null>;
  quiet_why: ColumnType<string | null, string | null | undefined, string | null>;
  ended: string | null;
  back_at: Date | null;
  came_back: Generated<number>;
  told_to: string | null;
}

interface SeriesWatchTable {
  company_id: string;
  look_at: Date;
}

export interface MailsTable {
  id: string;
  company_id: string;
  template_id: string | null;
  run_id: string | null;
  user_id: string | null;
  notice_id: string | null;
  kind: string;
  state: string;
  to_address: string | null;
  language: string;
  created_at: Date;
  not_before: Date;
  attempts: Generated<number>;
  first_tried_at: Date | null;
  state_at: Date;
  sent_at: Date | null;
  claim: string | null;
  handed_over: Generated<boolean>;
  answer: string | null;
  subject: string | null;
  body_text: string | null;
  body_html: string | null;
  requested_by: ColumnType<unknown, string | null | undefined, string | null>;
  to_by_hand: Generated<boolean>;
}

interface WebhooksTable {
  id: string;
  company_id: string;
  name: string;
  shape: string;
  kinds: string[];
  active: Generated<boolean>;
  secret: Buffer | null;
  created_at: Date;
  version: Generated<number>;
  shown_url: string | null;
  host: string | null;
  claim: Generated<string | null>;
  claimed_until: Generated<Date | null>;
  rests_until: Generated<Date>;
  failures: Generated<number>;
  failing_since: Generated<Date | null>;
  off_at: Generated<Date | null>;
  off_code: Generated<string | null>;
}

interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  company_id: string;
  notice_id: string;
  state: string;
  created_at: Date;
  not_before: Date;
  attempts: Generated<number>;
  sent_at: Date | null;
  claim: string | null;
  status: number | null;
  answer: string | null;
  is_test: Generated<boolean>;
  first_tried_at: Generated<Date | null>;
  tried_at: Generated<Date | null>;
}

interface MailServerTable {
  only_one: Generated<boolean>;
  handed_at: Date | null;
  taken_at: Date | null;
  sent: Generated<number>;
  trouble: ColumnType<unknown, string | null, string | null>;
  trouble_since: Date | null;
  trouble_tries: Generated<number>;
  try_after: Date | null;
}

export interface TellingTables {
  notices: NoticesTable;
  incidents: IncidentsTable;
  mails: MailsTable;
  mail_server: MailServerTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  series_watch: SeriesWatchTable;
}
