// Mails, notices, incidents and users as rows, for tests of what people do with the outbox: as whoever tells things writes them, in any
// state that a sender may have left them in.
import { randomUUID } from 'node:crypto';
import type { MailKind, MailState } from '../src/plan/mail-states.ts';
import type { IncidentTold, NoticeKind } from '../src/plan/notice.ts';
import { tell } from '../src/run/tell.ts';
import type { Database } from '../src/store/database.ts';

export interface MailRow {
  id?: string;
  kind?: MailKind;
  state?: MailState;
  to?: string | null;
  user?: string | null;
  template?: string | null;
  run?: string | null;
  at?: Date;
  stateAt?: Date;
  sentAt?: Date | null;
  attempts?: number;
  answer?: string | null;
  /** As it was handed to the server. */
  body?: { subject: string; text: string; html: string } | null;
  notice?: string | null;
}

const noon = new Date('2026-11-20T11:00:00Z');

/** Without a notice of its own and of another kind than welcome it tells a test. */
export async function putMail(database: Database, companyId: string, row: MailRow = {}): Promise<string> {
  const { id = randomUUID(), kind = 'test', state = 'waiting', at = noon, body = null } = row;
  const notice = row.notice ?? (kind === 'welcome' ? null : await putTest(database, companyId, at));
  await database.kysely
    .insertInto('mails')
    .values({
      id,
      company_id: companyId,
      template_id: row.template ?? null,
      run_id: row.run ?? null,
      user_id: row.user ?? null,
      notice_id: notice,
      kind,
      state,
      to_address: row.to === undefined ? 'it@nordvik.example' : row.to,
      language: 'sv',
      created_at: at,
      not_before: at,
      state_at: row.stateAt ?? at,
      sent_at: row.sentAt ?? null,
      attempts: row.attempts ?? 0,
      answer: row.answer ?? null,
      subject: body?.subject ?? null,
      body_text: body?.text ?? null,
      body_html: body?.html ?? null,
    })
    .execute();
  return id;
}

function putTest(database: Database, companyId: string, at: Date): Promise<string> {
  const about = { company: { id: companyId, language: 'sv' }, templateId: null, runId: null };
  const data = { by: 'Berit Falk' };
  return tell(database.kysely, { ...about, kind: 'test', severity: 'info', at, data, mails: [] });
}

/** A user that nobody but the directory knows. */
export async function putUser(
  database: Database,
  companyId: string,
  { alias, email, pstnFixed = '46812345010' }: { alias: string; email: string | null; pstnFixed?: string },
): Promise<string> {
  const id = randomUUID();
  await database.kysely
    .insertInto('users')
    .values({
      id,
      company_id: companyId,
      alias,
      alias_key: alias,
      name: 'Eva',
      surname: 'Lind',
      email,
      pstn_fixed: pstnFixed,
    })
    .execute();
  return id;
}

/** Open, told once. */
export async function putIncident(
  database: Database,
  companyId: string,
  { key = 'credential.expired', at = noon, closedAt = null as Date | null, template = null as string | null },
): Promise<string> {
  const id = randomUUID();
  const data: IncidentTold = {
    incident: id,
    code: key,
    message: 'The client secret has expired.',
    cure: 'Make a new one in Entra and save it in the sync template.',
    about: { app: 'Rollcall' },
    since: at.toISOString(),
    lastSeen: at.toISOString(),
    seen: 1,
    nextReminder: null,
    brake: null,
    run: null,
  };
  await database.kysely
    .insertInto('incidents')
    .values({
      id,
      company_id: companyId,
      template_id: template,
      key,
      severity: 'error',
      opened_at: at,
      seen_at: at,
      closed_at: closedAt,
      told: 1,
      told_at: at,
      tell_after: new Date(at.getTime() + 86_400_000),
      data: JSON.stringify(data),
    })
    .execute();
  const about = { company: { id: companyId, language: 'sv' }, templateId: template, runId: null };
  const mails = [{ kind: 'error' as const, to: 'it@nordvik.example' }];
  await tell(database.kysely, { ...about, kind: 'incident.opened', severity: 'error', at, data, mails });
  return id;
}

/** One that is told of these kinds; what it would send to is nowhere. */
export async function putWebhook(
  database: Database,
  companyId: string,
  kinds: NoticeKind[],
): Promise<string> {
  const id = randomUUID();
  const shown = { shown_url: 'https://hook.nordvik.example', host: 'hook.nordvik.example:443' };
  await database.kysely
    .insertInto('webhooks')
    .values({
      id,
      company_id: companyId,
      name: 'Ärenden',
      shape: 'json',
      kinds,
      secret: null,
      created_at: noon,
      ...shown,
    })
    .execute();
  return id;
}
