// rollcall discard-mail MAIL|STATE: sets a mail aside, or all that are held, failed, uncertain or kept; --dry-run tells how many.
import { discardMail as discardOne, discardMany } from '../run/outbox.ts';
import { readCompanies } from '../store/companies.ts';
import { anyMail } from '../store/outbox-list.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { pickCompany } from './pick.ts';
import { mailHandOf, presentManyDone, withMail } from './with-mail.ts';
import { withStore } from './with-store.ts';

/** What waits for the mail server is set aside one by one: it is on its way. */
const states = ['held', 'failed', 'uncertain', 'kept'] as const;
type State = (typeof states)[number];

export const discardMail: Command = (context) => {
  const word = context.words[0] ?? '';
  const state = states.find((one) => one === word);
  if (state !== undefined) return discardAll(context, state);
  if (!context.flags.has('--dry-run')) return discardNamed(context);
  throw new CommandError(
    'usage',
    '--dry-run counts mails of a state.',
    `The states are ${states.join(', ')}.`,
  );
};

function discardAll(context: CommandContext, state: State): Promise<CommandResult> {
  return withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const preview = context.flags.has('--dry-run');
    const choice = { filter: { ...anyMail, state } };
    const done = await kysely
      .transaction()
      .execute((db) =>
        discardMany(mailHandOf(context, db, company.id), { choice, states: [state], preview }),
      );
    return presentManyDone(done, preview, 'discarded', 'can not be.');
  });
}

function discardNamed(context: CommandContext): Promise<CommandResult> {
  return withMail(
    context,
    async ({ id, company }, { store }) => {
      const done = await store.database.kysely
        .transaction()
        .execute((db) => discardOne(mailHandOf(context, db, company.id), id, {}));
      if (!done.ok) throw refusal(done);
      return { exitCode: 0, json: { mail: id }, text: 'The mail is discarded.' };
    },
    states,
  );
}
