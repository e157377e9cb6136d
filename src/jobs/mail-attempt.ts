// One mail: taken up, made, sent, and what came of it written. Whatever happens to it stops none of the others.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { parseMailAddress, presentMailAddress } from '../mail/mail-address.ts';
import type { MailLine } from '../mail/mail-line.ts';
import { isAboutUs } from '../mail/mail-outcome.ts';
import type { MailTrouble, SendOutcome } from '../mail/mail-outcome.ts';
import { decideMailPause, MOST_UNANSWERED } from '../mail/mail-retry.ts';
import { presentMessage } from '../mail/present-message.ts';
import { composeMail } from '../run/compose-mail.ts';
import { hidePhoneLink } from '../run/hand-phone-link.ts';
import { MailClaimLost, writeHandedOver, writeMailResult, writeTaken } from '../store/mail-queue.ts';
import type { MailResult } from '../store/mail-queue.ts';
import type { Sending } from './mail-sending.ts';

export type Attempt =
  /** Not to be sent any more, or never to be: the server had nothing to do with it. */
  | { is: 'skipped' }
  /** The server gave its answer to this mail. */
  | { is: 'answered' }
  /** It refused the mail with words that are not about whom it was for. */
  | { is: 'refusedUs'; answer: string }
  /** The server had hung up since the last mail: once more by a new line. */
  | { is: 'again' }
  | { is: 'trouble'; trouble: MailTrouble };

type Taken = NonNullable<Awaited<ReturnType<typeof writeTaken>>> & { claim: string };

interface Way {
  line: MailLine;
  isFresh: boolean;
  /** The server refuses everything just now: what it refuses waits. */
  refusesAll: boolean;
}

export async function sendOne(at: Sending, id: string, way: Way): Promise<Attempt> {
  const { parts, db } = at;
  const claim = randomUUID();
  const taken = await writeTaken(db, id, { claim, now: new Date(parts.now()) });
  if (taken === null) return { is: 'skipped' };
  const mail = { ...taken, claim };
  const made = await makeLetter(at, mail);
  if ('result' in made) {
    await record(at, mail, made.result);
    return { is: 'skipped' };
  }
  const deaf = cutOff(at, way.line);
  try {
    const beforeEnd = () => writeHandedOver(db, id, claim, made.letter);
    const outcome = await way.line.send({ id, to: made.to, message: made.message, beforeEnd });
    return await settle(at, mail, outcome, way);
  } catch (error) {
    // Another sender thinks that we are gone, and so have we to do.
    if (error instanceof MailClaimLost) return { is: 'skipped' };
    throw error;
  } finally {
    deaf();
  }
}

/** A process that stops waits for an answer that is on its way, but not for long. */
const LAST_ANSWER_MS = 2_500;

function cutOff({ closing }: Sending, line: MailLine): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => void (timer = setTimeout(() => line.close(), LAST_ANSWER_MS));
  if (closing.aborted) onAbort();
  else closing.addEventListener('abort', onAbort, { once: true });
  return () => {
    clearTimeout(timer);
    closing.removeEventListener('abort', onAbort);
  };
}

type Made =
  /** letter: as it is kept; its address as people write it, which may be another one than when the mail was written. */
  | { to: string; message: Buffer; letter: { to: string; subject: string; text: string; html: string } }
  | { result: MailResult };

/** What can not be made at all is tried three times, an hour long: the fault may be the database's. */
const MOST_FAULTS = 3;
const FAULT_PAUSE_MS = 20 * 60_000;

async function makeLetter({ parts, sending, db }: Sending, mail: Taken): Promise<Made> {
  const now = parts.now();
  try {
    const sent = { isSent: true };
    const composed = await composeMail(db, { ...mail, state: 'waiting' }, parts.mail.service, now, sent);
    if (composed.is === 'void') return { result: { state: 'discarded', answer: composed.why } };
    const address = parseMailAddress(composed.to);
    if (!address)
      return { result: { state: 'failed', answer: `${JSON.stringify(composed.to)} is no e-mail address.` } };
    const to = presentMailAddress(address);
    const { content, replyTo, hidden } = composed;
    const message = { id: mail.id, to, from: sending.from, replyTo, content, at: new Date(now) };
    const keep = (text: string) => hidePhoneLink(text, hidden);
    const { subject, text, html } = content;
    const letter = { to: composed.to, subject: keep(subject), text: keep(text), html: keep(html) };
    return { to, message: await presentMessage(message), letter };
  } catch (error) {
    // Without the database nothing can be said about the mail.
    await sql`select 1`.execute(db);
    parts.log.error('A mail could not be made.', { mailId: mail.id, companyId: mail.companyId, error });
    const attempts = mail.attempts + 1;
    const answer = 'The mail could not be made: a fault in Rollcall, told in its log.';
    if (attempts >= MOST_FAULTS) return { result: { state: 'failed', answer } };
    const notBefore = new Date(now + FAULT_PAUSE_MS);
    return {
      result: {
        state: 'waiting',
        attempts,
        answer,
        notBefore,
        firstTriedAt: mail.firstTriedAt ?? new Date(now),
      },
    };
  }
}

async function settle(at: Sending, mail: Taken, outcome: SendOutcome, way: Way): Promise<Attempt> {
  if (outcome.is === 'sent') {
    at.server.takenAt = new Date(at.parts.now());
    await record(at, mail, { state: 'sent', answer: outcome.answer });
    return { is: 'answered' };
  }
  if (outcome.is === 'refused') return settleRefused(at, mail, outcome, way.refusesAll);
  if (outcome.is === 'unanswered') return settleUnanswered(at, mail, outcome.why);
  // Nobody is to blame for a line that was idle and is gone.
  if (!way.isFresh) {
    await record(at, mail, { ...again(mail), notBefore: null });
    return { is: 'again' };
  }
  await record(at, mail, putBehind(mail, outcome.trouble.message, at));
  return { is: 'trouble', trouble: outcome.trouble };
}

const again = ({ attempts, firstTriedAt }: Taken) =>
  ({ state: 'waiting', attempts, firstTriedAt, answer: null }) as const;

async function settleRefused(
  at: Sending,
  mail: Taken,
  { how, answer }: { how: 'notNow' | 'never'; answer: string },
  refusesAll: boolean,
): Promise<Attempt> {
  const isOurs = how === 'never' && isAboutUs(answer);
  const isForGood = how === 'never' && !(isOurs && refusesAll);
  const later = tryLater(mail, answer, at.parts.now());
  await record(at, mail, isForGood || later === null ? { state: 'failed', answer } : later);
  return isOurs ? { is: 'refusedUs', answer } : { is: 'answered' };
}

/** Null: it was tried for long enough. */
function tryLater(mail: Taken, answer: string, now: number): MailResult | null {
  const attempts = mail.attempts + 1;
  const firstTriedAt = mail.firstTriedAt ?? new Date(now);
  const wait = decideMailPause(attempts, firstTriedAt.getTime(), now);
  return wait === null
    ? null
    : { state: 'waiting', notBefore: new Date(now + wait), attempts, firstTriedAt, answer };
}

async function settleUnanswered(at: Sending, mail: Taken, why: string): Promise<Attempt> {
  const later =
    mail.kind === 'welcome' || mail.attempts + 1 >= MOST_UNANSWERED
      ? null
      : tryLater(mail, why, at.parts.now());
  await record(at, mail, later ?? { state: 'uncertain', answer: why });
  const cure = 'See what it does with a mail once it has it; it is tried again.';
  return { is: 'trouble', trouble: { code: 'mail.silent', message: why, cure } };
}

/** The next one to be tried is another: were this mail the cause, it would hold up all of them. */
const BEHIND_MS = 60_000;

/** It is given up only where others went while it did not. Else it is the server's trouble, and the five days begin anew. */
function putBehind(mail: Taken, answer: string, { parts, server }: Sending): MailResult {
  const now = parts.now();
  const { attempts, firstTriedAt: first } = mail;
  const isItsOwn = first !== null && server.takenAt !== null && server.takenAt > first;
  const firstTriedAt = isItsOwn ? first : new Date(now);
  if (decideMailPause(1, firstTriedAt.getTime(), now) === null) return { state: 'failed', answer };
  return { state: 'waiting', notBefore: new Date(now + BEHIND_MS), attempts, firstTriedAt, answer };
}

/** What the server said is known now, and worth some trouble: without it a welcome mail would be uncertain. */
const RECORD_AGAIN_MS = [200, 1_000];

async function record({ parts, db, report }: Sending, mail: Taken, result: MailResult): Promise<void> {
  const write = (on: typeof db) => writeMailResult(on, mail.id, mail.claim, result, new Date(parts.now()));
  if (result.state !== 'waiting') report[result.state] += 1;
  else if (result.notBefore !== null) report.later += 1;
  try {
    await write(db);
  } catch (error) {
    // The turn is gone with its connection; the claim still says whose the mail is.
    for (const wait of RECORD_AGAIN_MS) {
      await pause(wait);
      if (await write(parts.database.kysely).catch(() => false)) break;
    }
    throw error;
  }
}
