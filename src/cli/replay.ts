// rollcall replay WEBHOOK [SINCE]: sends everything again that a webhook was not to be reached with, in its order.
import { sendFailedAgain } from '../run/hand-webhooks.ts';
import { readCompanies } from '../store/companies.ts';
import { lockWebhook, readWebhooks } from '../store/webhooks.ts';
import type { Webhook } from '../store/webhooks.ts';
import { presentNearest } from '../plan/nearest.ts';
import { commandActor } from './command-actor.ts';
import { CommandError, refusal } from './command.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentCount, presentPlain } from './terminal.ts';
import { withStore } from './with-store.ts';
import { optionalWord } from './with-user.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

export const replay: Command = (context) => {
  const now = context.config.now ?? Date.now();
  const since = parseSince(optionalWord(context, 1), now);
  return withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const { id, name } = pickWebhook(await readWebhooks(kysely, company.id), context.words[0] ?? '');
    const count = await kysely.transaction().execute(async (db) => {
      const webhook = await lockWebhook(db, company.id, id);
      if (!webhook) throw unknown(name, []);
      const hand = { db, actor: commandActor(), address: null, now };
      const answer = await sendFailedAgain(hand, webhook, since);
      if (!answer.ok) throw refusal(answer);
      return answer.count;
    });
    const json = { webhook: id, name, since: since.toISOString(), count };
    return { exitCode: 0, json, text: presentReplayed(name, count) };
  });
};

function presentReplayed(name: string, count: number): string {
  const shown = presentPlain(name);
  if (count === 0) return `Nothing was given up for ${shown} since then.`;
  const what = count === 1 ? '1 message goes' : `${presentCount(count)} messages go`;
  return `${what} to ${shown} again, as soon as a server works: rollcall webhooks tells how it went.`;
}

/** A day, or a moment in full; a week back without one. */
function parseSince(text: string | null, now: number): Date {
  if (text === null) return new Date(now - WEEK_MS);
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time);
  const message = `${JSON.stringify(text)} is not a point in time.`;
  throw new CommandError('since.invalid', message, 'Write a day (2026-11-20), or 2026-11-20T08:00:00Z.');
}

function pickWebhook(all: readonly Webhook[], name: string): Webhook {
  const found = all.find((webhook) => webhook.name === name || webhook.id === name);
  if (found) return found;
  throw unknown(
    name,
    all.map((webhook) => webhook.name),
  );
}

function unknown(name: string, names: string[]): CommandError {
  const message = `There is no webhook ${JSON.stringify(name)}.${presentNearest(name, names)}`;
  const cure = names.length
    ? `There is ${names.map((one) => JSON.stringify(one)).join(', ')}.`
    : 'There is none.';
  return new CommandError('webhook.unknown', message, cure, { details: { candidates: names } });
}
