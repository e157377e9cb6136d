// What the sender of mails and its single attempts share: the parts, the line, the turn, and the report of what it came to.
import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { LinePatience, MailLine } from '../mail/mail-line.ts';
import type { MailConfig, MailSending } from '../mail/mail-options.ts';
import type { MailTrouble } from '../mail/mail-outcome.ts';
import type { Database } from '../store/database.ts';
import type { MailServerState, MailServerTrouble } from '../store/mail-server.ts';
import type { Tables } from '../store/tables.ts';

export interface MailSenderParts {
  database: Database;
  mail: MailConfig;
  smtpPassword: string | null;
  /** ms */
  now: () => number;
  log: Log;
  patience?: LinePatience;
}

/** What one time of sending came to. */
export interface SendReport {
  sent: number;
  /** To be tried again. */
  later: number;
  failed: number;
  uncertain: number;
  discarded: number;
  /** No mail server is set: kept instead. */
  kept: number;
  /** Another process sends. */
  isBusy: boolean;
  trouble: MailServerTrouble | null;
}

export const openReport = (): SendReport => ({
  sent: 0,
  later: 0,
  failed: 0,
  uncertain: 0,
  discarded: 0,
  kept: 0,
  isBusy: false,
  trouble: null,
});

export interface LineKeeper {
  /** The line, a new one where it must be; isFresh: no mail has gone through it. */
  open(): Promise<{ line: MailLine; isFresh: boolean } | { trouble: MailTrouble }>;
  /** Cuts off what is under way, soon. */
  close(): void;
}

/** What sending has at hand while it has the turn. */
export interface Sending {
  parts: MailSenderParts;
  sending: MailSending;
  /** The connection that holds the turn. */
  db: Kysely<Tables>;
  line: LineKeeper;
  report: SendReport;
  server: MailServerState;
  closing: AbortSignal;
}
