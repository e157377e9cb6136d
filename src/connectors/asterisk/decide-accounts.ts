// Of each user of a batch: whether her account at an Asterisk may be written, as one of ours, an adopted one or a new one, and what stands
// in the way otherwise. Reads; writes nothing.
import { presentAccountTaken, presentAdoptedGone, presentRejected } from '../sql-target/batch-outcome.ts';
import type { Outcome, Upsert } from '../target.ts';
import { leaveOutPhone, presentEntry } from './present.ts';
import { hasAccountCode, readEndpoints, readNamesakes, readSharedAuths } from './read-present.ts';
import type { PresentEndpoint } from './read-present.ts';
import type { World, Writing } from './world.ts';

/** Whose account is there, made by us or adopted; and who cannot be written because somebody else's is. */
export async function decideAccounts(
  { query, catalogue, settings }: World,
  items: readonly Upsert[],
): Promise<{ writings: Writing[]; failed: Outcome[] }> {
  const accountOf = ({ view, before }: Upsert) => before?.externalId ?? view.account;
  const there = await readEndpoints(query, items.map(accountOf), hasAccountCode(catalogue));
  const namesakes = await readNamesakes(query, items.map(accountOf));
  const adopted = items.filter(({ before }) => before?.origin === 'adopted');
  const auths = adopted.flatMap((item) => there.get(accountOf(item))?.auth ?? []);
  const shared = await readSharedAuths(query, auths);
  const writings: Writing[] = [];
  const failed: Outcome[] = [];
  for (const item of items) {
    const { view, before } = item;
    const account = accountOf(item);
    const present = there.get(account) ?? null;
    const namesake = present === null ? namesakes.get(account) : undefined;
    // Written before, with an answer that never reached us.
    const isOurs = before !== null || present?.accountcode === view.user;
    if (present && !isOurs)
      failed.push(presentAccountTaken(view.user, account, `callerid ${present.callerid}`));
    else if (namesake !== undefined && !isOurs)
      failed.push(presentAccountTaken(view.user, account, `${namesake} knows it`));
    else if (present === null && before?.origin === 'adopted' && view.digest === null)
      failed.push(presentAdoptedGone(view.user, account));
    else {
      const isAdopted = present !== null && before?.origin === 'adopted';
      const entry = presentEntry(view, settings);
      const isHands = isAdopted && (view.digest !== null || view.state === 'suspended');
      if (isHands && !isOwnAuth(present, shared)) failed.push(presentAuthShared(view.user, present));
      else
        writings.push({ item, account, present, isAdopted, entry: isAdopted ? leaveOutPhone(entry) : entry });
    }
  }
  return { writings, failed };
}

/** Its name may also be a list, of which Rollcall would have to choose. */
const isOwnAuth = ({ auth }: PresentEndpoint, shared: ReadonlySet<string>): boolean =>
  auth === null || !(shared.has(auth) || /[\s,]/.test(auth));

const presentAuthShared = (user: string, { account, auth }: PresentEndpoint): Outcome =>
  presentRejected(user, {
    code: 'target.authShared',
    message: `The secret of the adopted endpoint ${account} (ps_auths ${auth}) is not its own: other endpoints go by it, or it has several.`,
    cure: 'Give the endpoint one row of ps_auths of its own at the exchange.',
  });
