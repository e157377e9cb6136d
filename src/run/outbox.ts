// What an administrator does with mails of the outbox: has them sent (again), or sets them aside; one, or many at once. Each
// deed is one transaction with its audit entry. What may be done is decided in plan/outbox.ts; nothing is sent here.
import type { Kysely } from 'kysely';
import { parseMailAddress } from '../mail/mail-address.ts';
import type { MailState } from '../plan/mail-states.ts';
import { decideDiscard, decideSend, discardable, presentSendWarnings } from '../plan/outbox.ts';
import type { MailWord } from '../plan/outbox.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { lockMail, readReach, writeDiscard, writeSendAgain, writeSendMany } from '../store/outbox-deeds.ts';
import type { MailChoice, Reach } from '../store/outbox-deeds.ts';
import { readListedMail } from '../store/outbox-list.ts';
import type { ListedMail } from '../store/outbox-list.ts';
import type { Tables } from '../store/tables.ts';
import { failure, isId } from './hand-deed.ts';
import type { HandResult } from './hand-deed.ts';

/** Who does something with mails, in which transaction, where and when. */
export interface MailHand {
  db: Kysely<Tables>;
  companyId: string;
  actor: Actor;
  /** ms */
  now: number;
  /** Network address; null for commands. */
  address: string | null;
}

export interface OneMailWish {
  /** Whether the mail is still as it was shown; asked when it is locked. */
  isCurrent?: (mail: ListedMail) => boolean;
}

/** to: another address, for this mail alone; null: the user's own now, or where it was going. */
export async function sendMailAgain(
  hand: MailHand,
  id: string,
  { to, isCurrent }: OneMailWish & { to: string | null },
): Promise<HandResult<{ to: string; warnings: MailWord[] }>> {
  const found = await lockShown(hand, id, isCurrent);
  if (!found.ok) return found;
  const { mail, hasUser, isLeaving, userEmail } = found;
  if (to !== null && parseMailAddress(to) === null) return notAnAddress;
  const isWelcome = mail.kind === 'welcome';
  const address = to ?? (isWelcome ? userEmail : mail.to);
  const isKnown = isWelcome || mail.noticeId !== null;
  const { kind, state, sentAt } = mail;
  const standing = { state, kind, hasUser: isWelcome ? hasUser : null, isLeaving, to: address, isKnown };
  const refused = decideSend(standing);
  if (refused !== null || address === null)
    return refused === null ? notAnAddress : failure(refused.code, refused.message, refused.cure);
  await writeSendAgain(hand.db, hand.companyId, id, { ...doingOf(hand), to });
  await writeMailAudit(hand, mail, 'mail.send', to === null ? {} : { to });
  return { ok: true, to: address, warnings: presentSendWarnings(state, kind, sentAt) };
}

export async function discardMail(
  hand: MailHand,
  id: string,
  { isCurrent }: OneMailWish,
): Promise<HandResult> {
  const found = await lockShown(hand, id, isCurrent);
  if (!found.ok) return found;
  const refused = decideDiscard(found.mail.state);
  if (refused !== null) return failure(refused.code, refused.message, refused.cure);
  const choice = { ids: [id] };
  const doing = { ...doingOf(hand), states: discardable, answer: presentDiscarded(hand.actor) };
  await writeDiscard(hand.db, hand.companyId, choice, doing);
  await writeMailAudit(hand, found.mail, 'mail.discard', {});
  return { ok: true };
}

const presentDiscarded = ({ name }: Actor) => `${name} discarded it.`;
const notAnAddress = failure(
  'to.invalid',
  'That is no mail address that a mail could go to.',
  'Write it as name@company.example.',
);
const unknown = failure('mail.unknown', 'There is no such mail.', 'Look at the outbox again.');

type Found = HandResult<{
  mail: ListedMail;
  hasUser: boolean;
  isLeaving: boolean;
  userEmail: string | null;
}>;

async function lockShown(hand: MailHand, id: string, isCurrent: OneMailWish['isCurrent']): Promise<Found> {
  const locked = isId(id) ? await lockMail(hand.db, hand.companyId, id, new Date(hand.now)) : null;
  const mail = locked && (await readListedMail(hand.db, hand.companyId, id));
  if (!locked || !mail) return unknown;
  if (isCurrent && !isCurrent(mail)) return presentChanged(mail);
  const { hasUser, isLeaving, userEmail } = locked;
  return { ok: true, mail, hasUser, isLeaving, userEmail };
}

/** Two people on one mail: whoever comes second hears what the first did. */
function presentChanged({ state, stateAt, requestedBy }: ListedMail) {
  const who = requestedBy === null ? '' : ` ${requestedBy.name} was the last to do something with it.`;
  const message = `The mail is ${state} since ${stateAt.toISOString()}, after it was read.${who}`;
  return failure('mail.changed', message, 'Look at it as it is now, and decide again.');
}

const doingOf = ({ now, actor }: MailHand) => ({ at: new Date(now), actor });

async function writeMailAudit(
  { db, companyId, actor, address }: MailHand,
  mail: ListedMail,
  action: string,
  more: Record<string, unknown>,
): Promise<void> {
  await writeAudit(db, {
    companyId,
    actor,
    address,
    action,
    subject: { kind: 'mail', id: mail.id, name: null },
    // The user's id beside an address: whoever forgets her forgets it.
    details: { kind: mail.kind, state: mail.state, whom: { user: mail.userId, ...more } },
  });
}

export interface ManyWish {
  choice: MailChoice;
  states: readonly MailState[];
  /** Counts, and changes nothing. */
  preview: boolean;
}

export interface ManyDone extends Reach {
  /** Mails that were, or would be, sent or discarded. */
  count: number;
}

export async function sendMany(hand: MailHand, wish: ManyWish): Promise<ManyDone> {
  return doMany(hand, wish, 'mail.send', true, (choice, states) =>
    writeSendMany(hand.db, hand.companyId, choice, { ...doingOf(hand), states }),
  );
}

/** Held welcome mails go out; each says what stands when it is sent, and none goes to a user who is gone. */
export async function releaseHeld(
  hand: MailHand,
  { choice, preview }: Omit<ManyWish, 'states'>,
): Promise<ManyDone> {
  return doMany(hand, { choice, preview, states: ['held'] }, 'mail.release', true, (chosen, states) =>
    writeSendMany(hand.db, hand.companyId, chosen, { ...doingOf(hand), states }),
  );
}

export async function discardMany(hand: MailHand, wish: ManyWish): Promise<ManyDone> {
  const answer = presentDiscarded(hand.actor);
  return doMany(hand, wish, 'mail.discard', false, (choice, states) =>
    writeDiscard(hand.db, hand.companyId, choice, { ...doingOf(hand), states, answer }),
  );
}

async function doMany(
  hand: MailHand,
  { choice, states, preview }: ManyWish,
  action: string,
  isSending: boolean,
  write: (choice: MailChoice, states: readonly MailState[]) => Promise<number>,
): Promise<ManyDone> {
  const reach = await readReach(hand.db, hand.companyId, choice, {
    states,
    isSending,
    at: new Date(hand.now),
  });
  const expected = reach.states.reduce((sum, { count }) => sum + count, 0);
  if (preview || expected === 0) return { ...reach, count: expected };
  const count = await write(choice, states);
  const { db, companyId, actor, address } = hand;
  const details = { count, states: reach.states, ...presentChosen(choice) };
  const subject = { kind: 'outbox', id: null, name: null };
  await writeAudit(db, { companyId, actor, address, action, subject, details });
  return { ...reach, count };
}

/** By what they were chosen, for the audit log; each of the mails says who was last at it. */
function presentChosen(choice: MailChoice): Record<string, unknown> {
  if ('ids' in choice) return {};
  const { kind, templateId: template, run, notice, user } = choice.filter;
  return { kind, template, run, notice, whom: { user } };
}
