// rollcall bounce: takes a mail server's report of a mail that did not arrive from standard input and marks the mail. What is no
// such report is left alone with exit code 0: the mail server that hands it over would send back whatever fails.
import { presentAnswer } from '../mail/mail-outcome.ts';
import { parseBounce } from '../mail/parse-bounce.ts';
import { writeBounce } from '../store/mail-bounces.ts';
import type { Command } from './command.ts';
import { openClock } from './run-deps.ts';
import { readInputBytes } from './read-input.ts';
import { withStore } from './with-store.ts';

const said = {
  failed: 'did not arrive; it is marked as failed',
  delayed: 'has not arrived yet; that is noted',
  delivered: 'has arrived',
} as const;

export const bounce: Command = async (context) => {
  const message = await readInputBytes('-', process.stdin, context.signal);
  const parsed = parseBounce(message);
  if (parsed === null) return ignored('That is no report of a mail of ours.');
  const { mailId, what } = parsed;
  const answer = presentAnswer(parsed.answer);
  const now = new Date(openClock(context.config.now)());
  return withStore(context, async ({ store }) => {
    const isOurs = await writeBounce(store.database.kysely, { mailId, what, answer, now });
    if (!isOurs) return ignored('It is about a mail that is not here, or does not stand as sent.');
    return {
      exitCode: 0,
      json: { bounce: what, mail: mailId, answer },
      text: `The mail ${mailId} ${said[what]}: ${answer}`,
    };
  });
};

function ignored(why: string) {
  return { exitCode: 0, json: { bounce: 'ignored', mail: null, answer: null }, text: why } as const;
}
