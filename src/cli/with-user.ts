// Opens the store, finds the one user that a command names by id, alias, mail or number, and says an administrator's word
// about it. What may be said is decided in run/hand-*.ts.
import { readSearchKeys } from '../run/search-keys.ts';
import type { Hand, HandResult } from '../run/hand-deed.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readUsersLike } from '../store/roster-search.ts';
import { readListedUsers } from '../store/users.ts';
import type { ListedUser } from '../store/users.ts';
import { CommandError, refusal } from './command.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { commandActor } from './command-actor.ts';
import { pickCompany } from './pick.ts';
import { presentPlain } from './terminal.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

/** said: the sentence for people when it went well, with the user's alias in it. */
export function withUser(
  context: CommandContext,
  work: (hand: Hand, user: ListedUser) => Promise<HandResult>,
  said: (alias: string) => string,
): Promise<CommandResult> {
  return withStore(context, async (opened) => {
    const companies = await readCompanies(opened.store.database.kysely);
    const company = pickCompany(companies, context.config.company);
    const user = await readNamedUser(opened, company, context.words[0] ?? '');
    const answer = await work(presentHand(context, opened, company), user);
    return presentAnswer(answer, { user: user.id, alias: user.alias }, said(presentPlain(user.alias)));
  });
}

export function presentHand({ config }: CommandContext, { store }: OpenedStore, company: Company): Hand {
  const now = config.now ?? Date.now();
  return { database: store.database, companyId: company.id, actor: commandActor(), now };
}

/** What was done, or why not. */
export function presentAnswer(answer: HandResult, about: object, said: string): CommandResult {
  if (!answer.ok) throw refusal(answer);
  return { exitCode: 0, json: { ...about, ...answer }, text: said };
}

export async function readNamedUser(
  { store }: OpenedStore,
  company: Company,
  who: string,
): Promise<ListedUser> {
  const { database } = store;
  const keys = await readSearchKeys(database, company, who);
  const ids = await readUsersLike(database.kysely, company.id, keys);
  const found = ids.length === 0 ? [] : await readListedUsers(database.kysely, company.id, ids);
  const [only, another] = found;
  // An id or an alias is one user's alone, even if it is another's mail.
  const exact = found.find((user) => user.id === keys.text || user.alias.toLowerCase() === keys.text);
  if (exact) return exact;
  if (!only) {
    const message = `The directory has no user with ${JSON.stringify(who)} as id, alias, mail or number.`;
    throw new CommandError('user.unknown', message, 'rollcall users lists the directory.');
  }
  if (!another) return only;
  const candidates = found.map((user) => user.alias);
  const message = `${JSON.stringify(who)} fits several users: ${candidates.join(', ')}.`;
  throw new CommandError('user.ambiguous', message, 'Name one by its alias or id.', {
    details: { candidates },
  });
}

/** A word that may be left out: absent or "-" is none. */
export function optionalWord(context: CommandContext, at: number): string | null {
  const word = context.words[at];
  return word === undefined || word === '-' ? null : word;
}
