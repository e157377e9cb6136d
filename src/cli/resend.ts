// rollcall resend MAIL|failed|kept [ADDRESS]: sends a mail (again), to another address if one is given; or all that failed, or were kept
// while there was no mail server.
import { sendMailAgain, sendMany } from '../run/outbox.ts';
import { readCompanies } from '../store/companies.ts';
import { anyMail } from '../store/outbox-list.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentPlain } from './terminal.ts';
import { mailHandOf, presentManyDone, withMail } from './with-mail.ts';
import { withStore } from './with-store.ts';
import { optionalWord } from './with-user.ts';

/** What may be out already is sent again one by one. */
const states = ['failed', 'kept'] as const;
type State = (typeof states)[number];

export const resend: Command = (context) => {
  const word = context.words[0] ?? '';
  const state = states.find((one) => one === word);
  if (state !== undefined) return resendAll(context, state);
  if (!context.flags.has('--dry-run')) return resendOne(context);
  const cure = 'Leave it out: a mail that is named by its id is one mail.';
  throw new CommandError('usage', '--dry-run counts mails of a state.', cure);
};

function resendAll(context: CommandContext, state: State): Promise<CommandResult> {
  return withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const preview = context.flags.has('--dry-run');
    const choice = { filter: { ...anyMail, state } };
    const done = await kysely
      .transaction()
      .execute((db) => sendMany(mailHandOf(context, db, company.id), { choice, states: [state], preview }));
    return presentManyDone(done, preview, 'sent again', 'more can not be: nobody is there to get them.');
  });
}

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
