// What is said when nobody fits: whether a user does, whether Entra was asked, and what to look at next.
import type { Database } from '../store/database.ts';
import { readUsersLike } from '../store/roster-search.ts';
import type { SearchKeys } from '../store/roster-search.ts';
import { readListedUsers } from '../store/users.ts';
import type { ExplainSetting, Looked } from './explain-live.ts';

export async function explainNobody(
  { kysely }: Database,
  { stored, company }: ExplainSetting,
  who: string,
  keys: SearchKeys,
  { live, answer }: Looked,
): Promise<{ found: false; message: string; cure: string }> {
  const users = await readListedUsers(kysely, company.id, await readUsersLike(kysely, company.id, keys));
  const { name } = stored.template;
  if (users.length > 0) {
    const aliases = users.map((user) => user.alias).join(', ');
    const why = live.why === null ? '' : ` Entra could not be asked now: ${live.why}`;
    return {
      found: false,
      message: `The directory has ${aliases}, but nobody whom the sync template "${name}" has read is linked to it.${why}`,
      cure:
        live.cure ??
        'Link the user to a person (rollcall link), or explain with the sync template that keeps the user.',
    };
  }
  const asked = JSON.stringify(who);
  if (answer?.is === 'nobody') {
    const bin = answer.wholeBin ? ', and nobody among the deleted users' : '';
    return {
      found: false,
      message: `Nobody in Entra has ${asked} as object id, UPN, mail, number or name${bin}; nor has anybody whom the sync template "${name}" has read.`,
      cure: 'Compare the spelling, or give the object id that stands with the person in Microsoft Entra ID > Users.',
    };
  }
  const more = live.why === null ? '' : ` Entra could not be asked now: ${live.why}`;
  if (stored.lastCompleteReadAt === null) {
    return {
      found: false,
      message: `The sync template "${name}" has not read anybody yet.${more}`,
      cure: live.cure ?? 'Run it, or make a preview of it.',
    };
  }
  return {
    found: false,
    message: `Nobody whom the sync template "${name}" has read has ${asked} as object id, UPN, mail, alias, number or name.${more}`,
    cure:
      live.cure ??
      'See that the person exists in Entra and belongs to one of the groups that are synced; then run again.',
  };
}
