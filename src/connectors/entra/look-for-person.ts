// Asks Graph for one person on the spot, for an explanation (SPEC §11 `explain`): at most 6 requests and 5 seconds, on a client
// of its own, so that it neither waits for a run nor makes one wait. Searching is find-person.ts, groups person-groups.ts.
import { OutsideError } from '../outside-error.ts';
import type { LookAnswer, LookAsk, PersonLook } from '../person-look.ts';
import { findPerson } from './find-person.ts';
import { readMemberships } from './person-groups.ts';
import { openEntraClient } from './source.ts';
import type { EntraOptions } from './source.ts';

/** Somebody sits before the screen: what takes longer is told as not answered, and what is stored is shown. */
const PATIENCE_MS = 5_000;
/** Waiting that Graph asks for is held to less, so that the answer after it still comes in time. */
const MOST_WAIT_SECONDS = 3;

export async function lookForPerson(options: EntraOptions, ask: LookAsk): Promise<PersonLook> {
  const maxWaitSeconds = Math.min(options.maxWaitSeconds ?? MOST_WAIT_SECONDS, MOST_WAIT_SECONDS);
  const client = openEntraClient({ timeoutMs: PATIENCE_MS, ...options, maxWaitSeconds });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void client.close();
  }, PATIENCE_MS);
  const requests = () => client.graph.usage().requests;
  try {
    const answer = await look(ask, { graph: client.graph, now: options.now });
    return { answer, requests: requests() };
  } catch (error) {
    // A mistake of ours stays loud; whatever the other side does is an answer.
    if (!(error instanceof OutsideError)) throw error;
    const why = isLate
      ? `Microsoft Graph did not answer within ${PATIENCE_MS / 1000} seconds.`
      : error.message;
    return { answer: { is: 'unanswered', code: error.code, why, cure: error.cure }, requests: requests() };
  } finally {
    clearTimeout(timer);
    await client.close();
  }
}

async function look(ask: LookAsk, asking: Parameters<typeof findPerson>[1]): Promise<LookAnswer> {
  const found = await findPerson(ask, asking);
  if (found.is !== 'one') return found;
  const { id, facts } = found.person;
  return { is: 'found', person: id, facts, ...(await readMemberships(id, ask, asking)) };
}
