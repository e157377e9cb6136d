// rollcall resend MAIL|failed|kept [ADDRESS]: sends a mail (again), to another address if one is given; or all that failed, or were kept
// while there was no mail server.
import { sendMailAgain, sendMany } from '../run/outbox.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { presentPlain } from './terminal.ts';
import { doToState, mailHandOf, withMail } from './with-mail.ts';
import { optionalWord } from './with-user.ts';

/** What may be out already is sent again one by one. */
const states = ['failed', 'kept'] as const;
const doing = { verb: 'sent again', left: 'more can not be: nobody is there to get them.' };

export const resend: Command = (context) => {
  const word = context.words[0] ?? '';
  const state = states.find((one) => one === word);
  if (state !== undefined) return doToState(context, state, doing, sendMany);
  if (!context.flags.has('--dry-run')) return resendOne(context);
  const cure = 'Leave it out: a mail that is named by its id is one mail.';
  throw new CommandError('usage', '--dry-run counts mails of a state.', cure);
};

function resendOne(context: CommandContext): Promise<CommandResult> {
  return withMail(
    context,
    async ({ id, company }, { store }) => {
      const to = optionalWord(context, 1);
      const done = await store.database.kysely
        .transaction()
        .execute((db) => sendMailAgain(mailHandOf(context, db, company.id), id, { to }));
      if (!done.ok) throw refusal(done);
      const warnings = done.warnings.map(({ message }) => message);
      const text = [`The mail waits to be sent to ${presentPlain(done.to)}.`, ...warnings].join('\n');
      return { exitCode: 0, json: { mail: id, to: done.to, warnings: done.warnings }, text };
    },
    states,
  );
}
