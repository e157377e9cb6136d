// What a run that waits is asked to do: a JSON value on its row, carried out by whichever process takes it. A new kind of
// run adds a line to RunOrder and one to carryOutOrder. Nothing secret is in it; deciding when is jobs/.
import type { BrakeKind } from '../plan/steps.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import { mapHash, presentCanonical } from './facts-hash.ts';
import type { RunReport } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { runTemplate } from './run.ts';

export type RunOrder =
  | { do: 'run'; preview: boolean }
  /** The same of one person alone: her object id, or her sign-in name while nothing has been read of her. */
  | { do: 'person'; person: string; preview: boolean }
  /** Lets the steps of this kind through that the run withheld (SPEC §6). */
  | { do: 'approve'; run: string; kind: BrakeKind }
  /** Carries the preview out exactly as it was seen (SPEC §3). */
  | { do: 'apply'; preview: string }
  /** Takes changes back, or shows what would be taken back. */
  | { do: 'undo'; what: UndoWhat; preview: boolean };

export type OrderSurroundings = Pick<
  RunRequest,
  'templateId' | 'trigger' | 'nominalAt' | 'requestedBy' | 'signal' | 'onProgress' | 'lock'
> & { runId: string };

/** The run's report; throws only when the program made a mistake or the database is away. */
export async function carryOutOrder(
  deps: RunDeps,
  order: RunOrder,
  surroundings: OrderSurroundings,
): Promise<RunReport> {
  switch (order.do) {
    case 'run':
      return runTemplate(deps, { ...surroundings, preview: order.preview });
    case 'person':
      return runTemplate(deps, {
        ...surroundings,
        trigger: 'person',
        preview: order.preview,
        person: order.person,
      });
    case 'approve':
      return runTemplate(deps, {
        ...surroundings,
        preview: false,
        approve: { run: order.run, kind: order.kind },
      });
    case 'apply':
      return runTemplate(deps, { ...surroundings, preview: false, apply: { preview: order.preview } });
    case 'undo':
      return runTemplate(deps, {
        ...surroundings,
        trigger: 'undo',
        preview: order.preview,
        undo: order.what,
      });
  }
}

/** By which the same order is found again: of a template's orders with one key only one waits at a time. */
export function presentOrderKey(order: RunOrder): string {
  if (order.do === 'run') return order.preview ? 'preview' : 'run';
  return `${order.do} ${mapHash(presentCanonical(order))}`;
}

/** Whether the run is only looked at: it changes nobody, and nobody needs it once the one who asked has gone. */
export function isPreview(order: RunOrder): boolean {
  return order.do !== 'approve' && order.do !== 'apply' && order.preview;
}
