// Opens the store and finds the company of a mail that a command names by its id; and what commands about the outbox share:
// whose hand it is, and what was done to many.
import type { Kysely } from 'kysely';
import type { MailState } from '../plan/mail-states.ts';
import { presentNearest } from '../plan/nearest.ts';
import { isId } from '../run/hand-deed.ts';
import type { MailHand, ManyDone, ManyWish } from '../run/outbox.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { anyMail, readMailCompany } from '../store/outbox-list.ts';
import type { Tables } from '../store/tables.ts';
import { CommandError } from './command.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { commandActor } from './command-actor.ts';
import { pickCompany } from './pick.ts';
import { presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

/** states: what may be said in place of a mail's id. */
export function withMail<T>(
  context: CommandContext,
  work: (mail: { id: string; company: Company }, opened: OpenedStore) => Promise<T>,
  states: readonly string[] = [],
): Promise<T> {
  const id = context.words[0] ?? '';
  return withStore(context, async (opened) => {
    const db = opened.store.database.kysely;
    const companies = await readCompanies(db);
    const { company: name } = context.config;
    const among = name === null ? companies : [pickCompany(companies, name)];
    const owner = isId(id) ? await readMailCompany(db, id) : null;
    const company = among.find((one) => one.id === owner);
    if (!company) throw mailUnknown(id, states);
    return work({ id, company }, opened);
  });
}

function mailUnknown(id: string, states: readonly string[]): CommandError {
  const cure = 'Copy the id from rollcall outbox';
  const message = `There is no mail ${JSON.stringify(id)}.`;
  if (isId(id) || states.length === 0) return new CommandError('mail.unknown', message, `${cure}.`);
  const all = `${cure}, or write one of ${states.join(', ')} for all of these.`;
  return new CommandError('mail.unknown', `${message}${presentNearest(id, states)}`, all);
}

export function mailHandOf({ config }: CommandContext, db: Kysely<Tables>, companyId: string): MailHand {
  return { db, companyId, actor: commandActor(), now: config.now ?? Date.now(), address: null };
}

/** One deed for all mails of a state, or with --dry-run how many there are. verb and left as for presentManyDone. */
export function doToState(
  context: CommandContext,
  state: MailState,
  { verb, left }: { verb: string; left: string },
  deed: (hand: MailHand, wish: ManyWish) => Promise<ManyDone>,
): Promise<CommandResult> {
  return withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const preview = context.flags.has('--dry-run');
    const wish: ManyWish = { choice: { filter: { ...anyMail, state } }, states: [state], preview };
    const done = await kysely.transaction().execute((db) => deed(mailHandOf(context, db, company.id), wish));
    return presentManyDone(done, preview, verb, left);
  });
}

/** verb: as in "is sent". */
export function presentManyDone(done: ManyDone, preview: boolean, verb: string, left: string): CommandResult {
  const { count, states, others } = done;
  const from = states.map((one) => `${presentCount(one.count)} ${one.state}`).join(', ');
  const mails = count === 1 ? 'mail' : 'mails';
  const lines = [
    count === 0
      ? 'No mail fits.'
      : `${presentCount(count)} ${mails} ${preview ? `would be ${verb}` : `${count === 1 ? 'is' : 'are'} ${verb}`} (${from}).`,
    ...(others > 0 ? [`${presentCount(others)} ${left}`] : []),
  ];
  return { exitCode: 0, json: { dryRun: preview, count, states, others }, text: lines.join('\n') };
}
