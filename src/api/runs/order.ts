// Asks for a run as somebody of the API: what can be refused at once is not queued. The run decides again when it starts,
// as things may have changed while it waited.
import type { RunOrder } from '../../run/run-order.ts';
import { decideRefusal, readRunSetup } from '../../run/admission.ts';
import { orderRun } from '../../jobs/order-run.ts';
import type { OrderedRun } from '../../jobs/order-run.ts';
import type { RunRequest, Trigger } from '../../run/run-request.ts';
import { once } from '../idempotency.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';

/** templateId: of the company, which the caller has seen to. trigger: left out, by whether a person or a program asks. */
export async function order(
  c: Asked<CompanyEnv>,
  templateId: string,
  wanted: RunOrder,
  trigger?: Trigger,
): Promise<OrderedRun> {
  const { parts, principal, company, address } = c.var;
  const asked = {
    templateId,
    trigger: trigger ?? (principal.kind === 'token' ? ('api' as const) : ('manual' as const)),
    nominalAt: parts.clock(),
  };
  return once(c, async (trx) => {
    // On the transaction's own connection: many who ask at once would each hold one of the pool and wait for a second.
    const database = { ...parts.database, kysely: trx };
    const request = { ...asked, ...presentRequest(wanted) };
    const setup = await readRunSetup(database, request);
    if (!setup) throw notFound('sync template');
    const refusal = await decideRefusal(database, setup, request);
    if (refusal) throw refuse(refusal);
    return orderRun(trx, parts.queue, {
      ...asked,
      companyId: company.id,
      order: wanted,
      requestedBy: actorOf(principal),
      address,
    });
  });
}

function presentRequest(
  wanted: RunOrder,
): Pick<RunRequest, 'preview' | 'person' | 'approve' | 'apply' | 'undo'> {
  switch (wanted.do) {
    case 'run':
      return { preview: wanted.preview };
    case 'person':
      return { preview: wanted.preview, person: wanted.person };
    case 'approve':
      return { preview: false, approve: { run: wanted.run, kind: wanted.kind } };
    case 'apply':
      return { preview: false, apply: { preview: wanted.preview } };
    case 'undo':
      return { preview: wanted.preview, undo: wanted.what };
  }
}
