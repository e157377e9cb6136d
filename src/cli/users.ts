// rollcall users: the directory of one company, by alias.
import { readCompanies } from '../store/companies.ts';
import { listUsers } from '../run/directory-list.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentCount, presentPlain, presentTable } from './terminal.ts';
import { withStore } from './with-store.ts';

export const users: Command = (context) =>
  withStore(context, async ({ store }) => {
    const companies = await readCompanies(store.database.kysely);
    // Before the first import the directory is empty, which is an answer and no fault.
    const isNew = companies.length === 0 && context.config.company === null;
    const listed = isNew
      ? []
      : await listUsers(store.database, pickCompany(companies, context.config.company).id);
    const rows = listed.map((user) =>
      [
        user.alias,
        `${user.name} ${user.surname}`,
        user.pstnFixed ?? '',
        user.extension ?? '',
        user.email ?? '',
        presentState(user),
      ].map(presentPlain),
    );
    const head = ['alias', 'name', 'number', 'ext', 'e-mail', 'state'];
    const text = rows.length
      ? [...presentTable([head, ...rows]), '', `${presentCount(rows.length)} users`]
      : ['No users yet.'];
    return { exitCode: 0, json: listed, text: text.join('\n') };
  });

function presentState({ state, deleteOn }: { state: string; deleteOn: string | null }): string {
  return deleteOn === null ? state : `${state}, deleted on ${deleteOn}`;
}
