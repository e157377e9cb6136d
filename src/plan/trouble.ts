// What kinds of trouble there are by their codes: which can pass without anybody doing something, and which of them a run's end
// shows to be over. A run that fails says nothing of what lies behind the place where it failed. Pure.
import type { BrakeKind } from './steps.ts';

/** Throttling, an outage, a killed process: runs that meet them are tried again (jobs/retry.ts). */
const passing = new Set(['graph.throttled', 'graph.unavailable', 'database.unavailable', 'run.interrupted']);

export function canPass(code: string): boolean {
  return passing.has(code);
}

export type BrakeKey = `brake.${BrakeKind}`;

export function presentBrakeKey(kind: BrakeKind): BrakeKey {
  return `brake.${kind}`;
}

/** How a run of everybody ended, as far as trouble goes. */
export type TroubleEnd =
  | { is: 'failed'; code: string }
  /** withheld: kinds; null: it planned nobody, so it says nothing of brakes. approved: what it carried out by approval. */
  | { is: 'done'; withheld: readonly BrakeKind[] | null; approved: BrakeKind | null };

/** stopped: the template was paused or deleted, which store/migrations sees to. */
export type Ended = 'over' | 'approved' | 'stopped';

/**
 * Stations on the way of a run to its plan, in order. Whoever fails at one has passed those before. What is not here can
 * happen anywhere and says nothing of the others.
 */
const stations: readonly (readonly string[])[] = [
  [
    'graph.throttled',
    'graph.unavailable',
    'graph.protocol',
    'database.unavailable',
    'run.interrupted',
    'internal',
  ],
  ['provider.invalid'],
  ['tenant.unknown'],
  ['app.unknown'],
  ['credential.wrong', 'credential.expired', 'credential.isId'],
  ['tenant.changed'],
  ['permission.missing', 'group.notFound', 'group.ambiguous'],
];
/** Only one of these can be true of a credential: another one met is the end of the first. */
const CREDENTIAL = 4;

/** Whether that trouble is over, now that a run has ended so without meeting it; null: it is not, or nobody knows. */
export function decideIsOver(key: string, end: TroubleEnd): Ended | null {
  if (key.startsWith('brake.')) {
    if (end.is === 'failed' || end.withheld === null) return null;
    if (end.withheld.some((kind) => presentBrakeKey(kind) === key)) return null;
    return end.approved !== null && presentBrakeKey(end.approved) === key ? 'approved' : 'over';
  }
  if (end.is === 'done') return 'over';
  const [its, now] = [findStation(key), findStation(end.code)];
  // The first station is everywhere: meeting it is no way past anything.
  if (now < 1 || its < 0) return null;
  return its < now || (its === now && now === CREDENTIAL && key !== end.code) ? 'over' : null;
}

function findStation(code: string): number {
  return stations.findIndex((codes) => codes.includes(code));
}
