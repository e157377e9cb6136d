// rollcall outbox [STATE] [TEMPLATE]: a company's mails, newest first, with how many there are in each state and what to do about
// those that need somebody.
import { mailStates } from '../plan/mail-states.ts';
import type { MailState } from '../plan/mail-states.ts';
import { readCompanies } from '../store/companies.ts';
import { anyMail, readMailCounts, readMailPage } from '../store/outbox-list.ts';
import type { ListedMail } from '../store/outbox-list.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import { presentNearest } from '../plan/nearest.ts';
import { CommandError } from './command.ts';
import type { Command, CommandContext } from './command.ts';
import { pickCompany, pickTemplate } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import type { Paint } from './terminal.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';
import { optionalWord } from './with-user.ts';

/** A screen or two; scripts get as many as a script can ask for again. */
const SHOWN = 40;
const LISTED = 200;

export const outbox: Command = (context) =>
  withStore(context, async (opened) => {
    const state = parseState(optionalWord(context, 0));
    const { company, templateId } = await pick(context, opened);
    const db = opened.store.database.kysely;
    const page = await readMailPage(db, company.id, {
      ...anyMail,
      state,
      templateId,
      limit: LISTED,
      after: null,
    });
    const counts = await readMailCounts(db, company.id);
    const total =
      page.total?.count ?? (state === null ? Object.values(counts).reduce((a, b) => a + b) : counts[state]);
    const json = { counts, mails: page.rows.map(presentJson), total };
    const isSending = context.config.mail.sending !== null;
    const text = [...presentMails(page.rows, company.timeZone, total), ...presentCounts(counts, isSending)];
    return { exitCode: 0, json, text: text.join('\n') };
  });

function parseState(word: string | null): MailState | null {
  if (word === null) return null;
  const state = mailStates.find((one) => one === word);
  if (state !== undefined) return state;
  const message = `There is no state ${JSON.stringify(word)} of mails.${presentNearest(word, mailStates)}`;
  throw new CommandError('state.unknown', message, `There is ${mailStates.join(', ')}; - for all of them.`);
}

async function pick({ config, words }: CommandContext, { store }: OpenedStore) {
  const db = store.database.kysely;
  const companies = await readCompanies(db);
  const name = words[1];
  if (name === undefined) return { company: pickCompany(companies, config.company), templateId: null };
  const templates = await readSyncTemplates(db, null);
  const { company, template } = pickTemplate(companies, templates, name, config.company);
  return { company, templateId: template.template.id };
}

function presentJson(mail: ListedMail) {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { createdAt, stateAt, sentAt, notBefore, firstTriedAt, userId, runId, noticeId, ...rest } = mail;
  return {
    ...rest,
    user: userId,
    run: runId,
    notice: noticeId,
    createdAt: iso(createdAt),
    stateAt: iso(stateAt),
    sentAt: iso(sentAt),
    firstTriedAt: iso(firstTriedAt),
    nextTryAt: rest.state === 'waiting' && rest.attempts > 0 ? iso(notBefore) : null,
  };
}

const colours: Partial<Record<MailState, Paint>> = {
  failed: 'red',
  uncertain: 'yellow',
  held: 'yellow',
  sent: 'green',
};

function presentMails(mails: readonly ListedMail[], timeZone: string, total: number): string[] {
  if (mails.length === 0) return ['No mails.', ''];
  const rows = mails
    .slice(0, SHOWN)
    .map((mail) => [
      mail.id,
      presentTime(mail.createdAt, timeZone),
      paint(colours[mail.state] ?? 'dim', mail.state),
      mail.kind,
      presentPlain(mail.to ?? '–'),
      presentPlain(mail.answer ?? mail.subject ?? ''),
    ]);
  const more = total - rows.length;
  return [
    ...presentTable([['mail', 'written', 'state', 'kind', 'to', 'subject or answer'], ...rows]),
    ...(more > 0 ? [`… and ${presentCount(more)} more`] : []),
    '',
  ];
}

/** What to do about mails in a state that waits for somebody. */
const cures: Partial<Record<MailState, string>> = {
  held: 'rollcall release-mail [TEMPLATE] sends them, rollcall discard-mail held sets them aside',
  uncertain: 'they may have arrived: rollcall resend MAIL for those that did not',
  failed: 'rollcall mail MAIL tells why, rollcall resend failed tries all of them again',
  kept: 'no mail server was set: rollcall mail MAIL shows one, rollcall resend kept sends them',
};

function presentCounts(counts: Record<MailState, number>, isSending: boolean): string[] {
  const rows = mailStates
    .filter((state) => counts[state] > 0)
    .map((state) => [state, presentCount(counts[state]), cures[state] ?? '']);
  const server = isSending
    ? []
    : ['', 'No mail server is set (ROLLCALL_SMTP_URL): mails are kept here and not sent.'];
  return [...presentTable(rows, [1]), ...server];
}
