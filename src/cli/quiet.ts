// rollcall quiet INCIDENT UNTIL [WHY]: does not tell an incident again before a day (YYYY-MM-DD), or (-) tells it again as always.
import { quietIncident } from '../run/hand-incidents.ts';
import { readCompanies } from '../store/companies.ts';
import { refusal } from './command.ts';
import type { Command } from './command.ts';
import { commandActor } from './command-actor.ts';
import { pickCompany } from './pick.ts';
import { withStore } from './with-store.ts';
import { optionalWord } from './with-user.ts';

export const quiet: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const [id = ''] = context.words;
    const until = optionalWord(context, 1);
    const wish = until === null ? null : { until, why: optionalWord(context, 2) };
    const now = context.config.now ?? Date.now();
    const done = await kysely
      .transaction()
      .execute((db) => quietIncident({ db, company, actor: commandActor(), now }, id, wish));
    if (!done.ok) throw refusal(done);
    const { key } = done.incident;
    const text =
      until === null ? `${key} is told again as always.` : `${key} is not told again before ${until}.`;
    return { exitCode: 0, json: { incident: id, until, why: wish?.why ?? null }, text };
  });
