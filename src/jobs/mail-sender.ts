// Sends the mails that are due, one after the other, no faster than the set rate, by one line to the mail server: one sender at a
// time, whatever number of processes. What it makes of one mail is in mail-attempt.ts; trouble with the server is for all of
// them, costs no mail a try and is told once.
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { openMailLine } from '../mail/mail-line.ts';
import type { MailLine } from '../mail/mail-line.ts';
import type { MailSending } from '../mail/mail-options.ts';
import type { MailTrouble } from '../mail/mail-outcome.ts';
import { decideTroublePause, MOST_UNANSWERED } from '../mail/mail-retry.ts';
import { readHasDueMails, readNextMails, writeKept, writeRemnants } from '../store/mail-queue.ts';
import type { NextMail } from '../store/mail-queue.ts';
import {
  readMailServer,
  readPause,
  writeMailServerTrouble,
  writeMailServerWell,
} from '../store/mail-server.ts';
import type { MailServerTrouble } from '../store/mail-server.ts';
import { openMailTurn } from '../store/mail-turn.ts';
import type { Tables } from '../store/tables.ts';
import { sendOne } from './mail-attempt.ts';
import { openReport } from './mail-sending.ts';
import type { LineKeeper, MailSenderParts, Sending, SendReport } from './mail-sending.ts';

export interface MailSender {
  /** Sends what is due until nothing is, the server is in trouble or `closing` says so. */
  sendDue(closing: AbortSignal): Promise<SendReport>;
}

/** Some seconds' worth: what comes in meanwhile, an alarm perhaps, waits no longer than that. */
const BATCH_MS = 5_000;
const LARGEST_BATCH = 25;
/** Servers hang up on those who never do. */
const MOST_BY_A_LINE = 100;
/** So many refusals one after the other that speak of us and not of who should get the mail are the server's trouble. */
const MOST_REFUSALS = 5;

export function openMailSender(parts: MailSenderParts): MailSender {
  const { database, mail, now, log } = parts;
  // Whoever has just been started may have been given another address or password: it does not wait for what was wrong before.
  let isNew = true;
  return {
    async sendDue(closing) {
      const report = openReport();
      const { sending } = mail;
      if (sending === null) return keepAll(parts, report, closing);
      if (!(await readHasWork(parts))) return report;
      const turn = await openMailTurn(database);
      if (turn === null) return { ...report, isBusy: true };
      let line: LineKeeper | null = null;
      try {
        await settleRemnants(parts, turn.db, report);
        const server = await readMailServer(turn.db);
        report.trouble = server.trouble;
        if (server.trouble && server.trouble.tryAfter.getTime() > now() && !isNew) return report;
        isNew = false;
        line = keepLine(sending, parts, closing);
        await sendAll({ parts, sending, db: turn.db, line, report, server, closing });
      } finally {
        line?.close();
        await turn.close();
        if (report.sent + report.failed + report.uncertain > 0)
          log.info('Mails were sent.', presentCounts(report));
      }
      return report;
    },
  };
}

async function settleRemnants(
  { now }: MailSenderParts,
  db: Kysely<Tables>,
  report: SendReport,
): Promise<void> {
  const remnants = await writeRemnants(db, { now: new Date(now()), mostUnanswered: MOST_UNANSWERED });
  report.uncertain += remnants.uncertain;
}

/** Mails, or trouble that may be over although no mail is there to show it: an alarm about it is not to last for ever. */
async function readHasWork({ database: { kysely }, now }: MailSenderParts): Promise<boolean> {
  if (await readHasDueMails(kysely, new Date(now()))) return true;
  const { trouble } = await readMailServer(kysely);
  return trouble !== null && trouble.tryAfter.getTime() <= now() && (await readIsToBeTried(kysely, trouble));
}

/** What shows, or does not, when a line is opened. */
const OF_LINE = ['mail.unreachable', 'mail.tls', 'mail.signInRefused', 'mail.caUnreadable', 'mail.protocol'];
/** May come in the middle of a mail: a mail that waits tells better than a greeting whether they are over. */
const OF_LINE_OR_MAIL = ['mail.busy', 'mail.silent'];

/** Without a mail. */
async function readIsToBeTried(db: Kysely<Tables>, { code }: MailServerTrouble): Promise<boolean> {
  if (OF_LINE.includes(code)) return true;
  return OF_LINE_OR_MAIL.includes(code) && !(await readHasDueMails(db, null));
}

function presentCounts({ sent, later, failed, uncertain, discarded }: SendReport) {
  return { counts: { sent, later, failed, uncertain, discarded } };
}

/** No mail server is set: nothing waits for one, and what one that was set before has left is over. */
async function keepAll(
  parts: MailSenderParts,
  report: SendReport,
  closing: AbortSignal,
): Promise<SendReport> {
  const { database, now } = parts;
  const { kysely } = database;
  if ((await readHasDueMails(kysely, null)) || (await readMailServer(kysely)).trouble) {
    const turn = await openMailTurn(database);
    if (turn === null) return { ...report, isBusy: true };
    try {
      await settleRemnants(parts, turn.db, report);
      await writeMailServerWell(turn.db);
    } finally {
      await turn.close();
    }
  }
  for (;;) {
    const more = await writeKept(kysely, new Date(now()));
    report.kept += more;
    if (more === 0 || closing.aborted) return report;
  }
}

function keepLine(
  sending: MailSending,
  { smtpPassword, patience }: MailSenderParts,
  closing: AbortSignal,
): LineKeeper {
  let line: MailLine | null = null;
  return {
    async open() {
      if (line?.isOpen() && line.mails() < MOST_BY_A_LINE) return { line, isFresh: line.mails() === 0 };
      line?.close();
      line = null;
      const opened = await openMailLine(sending, smtpPassword, patience, closing);
      if ('trouble' in opened) return opened;
      line = opened;
      return { line, isFresh: true };
    },
    close() {
      line?.close();
      line = null;
    },
  };
}

async function sendAll(at: Sending): Promise<void> {
  const { parts, db, line, report, closing } = at;
  const paceMs = 60_000 / parts.mail.perMinute;
  const most = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(BATCH_MS / paceMs)));
  const rounds = openRounds(db, most);
  let refusals = at.server.trouble?.code === 'mail.refusesAll' ? MOST_REFUSALS : 0;
  let wait = await readPause(db, paceMs);
  for (;;) {
    const batch = await rounds.readNext(new Date(parts.now()));
    if (batch.length === 0) return tryLine(at);
    for (const { id } of batch) {
      await pause(wait, undefined, { signal: closing }).catch(() => undefined);
      if (closing.aborted) return;
      const opened = await line.open();
      if ('trouble' in opened) return tellTrouble(at, opened.trouble);
      const began = performance.now();
      const done = await sendOne(at, id, { ...opened, refusesAll: refusals >= MOST_REFUSALS });
      if (done.is === 'skipped') continue;
      if (done.is === 'trouble') return tellTrouble(at, done.trouble);
      if (done.is === 'refusedUs') refusals += 1;
      else if (done.is === 'answered') {
        refusals = 0;
        if (report.trouble) await tellWell(at);
      }
      if (refusals >= MOST_REFUSALS && done.is === 'refusedUs')
        return tellTrouble(at, presentRefusals(done.answer));
      wait = done.is === 'again' ? 0 : Math.max(0, paceMs - (performance.now() - began));
    }
  }
}

async function tryLine(at: Sending): Promise<void> {
  if (at.server.trouble === null || !(await readIsToBeTried(at.db, at.server.trouble))) return;
  const opened = await at.line.open();
  await ('trouble' in opened ? tellTrouble(at, opened.trouble) : tellWell(at));
}

/** Administrators' mails come first; companies take turns, each kind for itself. */
function openRounds(db: Kysely<Tables>, most: number): { readNext(now: Date): Promise<NextMail[]> } {
  const after = new Map<boolean, string | null>();
  const readFrom = async (isWelcome: boolean, now: Date) => {
    const read = (behind: string | null) =>
      db.transaction().execute((tx) => readNextMails(tx, { isWelcome, after: behind, now, most }));
    const from = after.get(isWelcome) ?? null;
    const found = await read(from);
    // Nobody is left behind the last one: from the beginning again.
    const round = found.length === 0 && from !== null ? await read(null) : found;
    const companies = round.map(({ companyId }) => companyId).toSorted();
    after.set(isWelcome, companies.at(-1) ?? null);
    return round;
  };
  return {
    async readNext(now) {
      const first = await readFrom(false, now);
      return first.length > 0 ? first : readFrom(true, now);
    },
  };
}

/** Told to whoever runs the server: for whom the last mail was is their company's own affair, and stands with the mail. */
function presentRefusals(answer: string): MailTrouble {
  const said = answer.replaceAll(/[^\s<>]+@[^\s<>]+/g, '…');
  return {
    code: 'mail.refusesAll',
    message: `The mail server refuses one mail after the other: ${said}`,
    cure: 'Let the user of ROLLCALL_SMTP_URL, or this machine, send by it to anybody; what was refused meanwhile can be sent again.',
  };
}

async function tellTrouble(at: Sending, trouble: MailTrouble): Promise<void> {
  const { parts, db, report, server, closing } = at;
  // The process stops, and hung up itself.
  if (closing.aborted) return;
  const { now, log } = parts;
  const before = server.trouble;
  const tries = (before?.tries ?? 0) + 1;
  const tryAfter = new Date(now() + decideTroublePause(tries));
  const met = { ...trouble, since: before?.since ?? new Date(now()), tries, tryAfter };
  report.trouble = met;
  server.trouble = met;
  await writeMailServerTrouble(db, met);
  if (before?.code === met.code) return;
  const { code } = met;
  log.warn('The mail server is in trouble: mails wait for it. rollcall doctor says what it is.', { code });
}

async function tellWell({ parts, db, report, server }: Sending): Promise<void> {
  report.trouble = null;
  server.trouble = null;
  await writeMailServerWell(db);
  parts.log.info('The mail server takes mails again.');
}
