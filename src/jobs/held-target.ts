// What every work on a target in hand needs, feeding and comparing alike: the hold that lasts as long as the work, and what becomes of it
// when the exchange does not answer or refuses.
import { TargetError } from '../connectors/target.ts';
import { decideTargetPause } from '../plan/target.ts';
import type { FeedDeps } from '../run/feed-target.ts';
import { pauseRefused, tellUnavailable } from '../run/target-trouble.ts';
import { countTargetFailure, lockHeld, renewTarget, writeTargetRest } from '../store/target-line.ts';
import type { HeldTarget } from '../store/target-line.ts';

/** Several times within a hold. */
const RENEW_EVERY_MS = 15_000;

export interface HeldTrouble {
  class: string;
  code: string;
  message: string;
  cure: string;
}

/** While a call lasts longer than a hold. */
export function keepHold({ database, log }: FeedDeps, held: HeldTarget): () => void {
  const timer = setInterval(() => {
    renewTarget(database.kysely, held).catch((error: unknown) =>
      log.warn('The hold of a target could not be renewed.', { companyId: held.companyId, error }),
    );
  }, RENEW_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Of the whole exchange, whatever it is: the sync goes on. Faults of the database are thrown. */
export async function writeTrouble(
  { database, log }: FeedDeps,
  held: HeldTarget,
  error: unknown,
): Promise<HeldTrouble> {
  const said = error instanceof TargetError ? error : internal(error);
  const trouble = { code: said.code, message: said.message, cure: said.cure };
  const about = { companyId: held.companyId, code: said.code };
  await database.kysely.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, held))) return;
    if (said.is === 'refused' && held.state === 'active') {
      await pauseRefused(trx, held, trouble);
      log.warn('An exchange refuses Rollcall; its target is paused.', about);
      return;
    }
    const { failures, unavailableForMs } = await countTargetFailure(trx, held);
    const restMs = decideTargetPause(failures, said.retryAfterMs, Math.random());
    await writeTargetRest(trx, held, { trouble, restMs });
    await tellUnavailable(trx, held, trouble, unavailableForMs);
    if (said.code === 'target.internal') log.error('A target could not be fed.', { ...about, error });
    else if (failures === 1) log.warn('An exchange does not answer; it is tried again.', about);
  });
  return { class: said.is, ...trouble };
}

const internal = (cause: unknown) =>
  new TargetError(
    'retry',
    'target.internal',
    'Rollcall made a mistake while it wrote to the exchange.',
    'It is tried again by itself; if it lasts, send the server’s log to whoever maintains Rollcall.',
    { cause },
  );
