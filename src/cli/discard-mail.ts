// rollcall discard-mail MAIL|STATE: sets a mail aside, or all that are held, failed, uncertain or kept; --dry-run tells how many.
import { discardMail as discardOne, discardMany } from '../run/outbox.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { doToState, mailHandOf, withMail } from './with-mail.ts';

/** What waits for the mail server is set aside one by one: it is on its way. */
const states = ['held', 'failed', 'uncertain', 'kept'] as const;
const doing = { verb: 'discarded', left: 'can not be.' };

export const discardMail: Command = (context) => {
  const word = context.words[0] ?? '';
  const state = states.find((one) => one === word);
  if (state !== undefined) return doToState(context, state, doing, discardMany);
  if (!context.flags.has('--dry-run')) return discardNamed(context);
  throw new CommandError(
    'usage',
    '--dry-run counts mails of a state.',
    `The states are ${states.join(', ')}.`,
  );
};

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
