// When administrators hear of people left out: the first time at once, then when who or why has changed, about once a day;
// and once when nobody is left out any more. A run that planned nobody and counts as many has changed nothing. Keeps L7 and L8. Pure.

/** What the last digest told, as the template keeps it. */
export interface DigestMark {
  /** Of who was left out and why; NOBODY when nobody was. */
  print: string;
  /** ISO time of the last digest; null: none was written. */
  at: string | null;
  /** Whom it was mailed to; null: only webhooks heard of it. */
  to: string | null;
  /** As runs count them; whoever has gone from Entra is not planned, but missing here. */
  leftOut: number;
  /** Somebody was planned since, too soon to be told. */
  isPending: boolean;
}

export const NOBODY = 'nobody';

const DAY_MS = 24 * 3_600_000;
/** A nightly run ends at another minute each night (incidents.ts). */
const LEEWAY_MS = 2 * 3_600_000;

export interface DigestRun {
  /** ms */
  at: number;
  /** Who would get a mail; null: nobody, webhooks at most. */
  to: string | null;
  /** People whom the run planned. */
  planned: number;
  /** People in scope without a user, for whatever reason. */
  leftOut: number;
}

/** look: ask who is left out. later: remember that somebody was planned. no: nothing has changed. */
export function decideDigestLook(mark: DigestMark | null, run: DigestRun): 'look' | 'later' | 'no' {
  if (mark === null) return run.leftOut > 0 ? 'look' : 'no';
  if (isOtherReader(mark, run)) return 'look';
  if (run.planned === 0 && run.leftOut === mark.leftOut && !mark.isPending) return 'no';
  if (mark.at !== null && run.at - Date.parse(mark.at) < DAY_MS - LEEWAY_MS)
    return mark.isPending ? 'no' : 'later';
  return 'look';
}

/** print: of who is left out now. isChanged: the mark is another one than before. */
export function decideDigest(
  mark: DigestMark | null,
  run: DigestRun,
  print: string,
): { isTold: boolean; isChanged: boolean; mark: DigestMark } {
  const isOther = print !== (mark?.print ?? NOBODY);
  const isTold = isOther || (mark !== null && isOtherReader(mark, run) && print !== NOBODY);
  const at = isTold ? new Date(run.at).toISOString() : (mark?.at ?? null);
  const isChanged =
    isOther || isTold || mark?.to !== run.to || mark.leftOut !== run.leftOut || mark.isPending;
  return { isTold, isChanged, mark: { print, at, to: run.to, leftOut: run.leftOut, isPending: false } };
}

function isOtherReader(mark: DigestMark, { to }: DigestRun): boolean {
  return to !== null && to !== mark.to;
}
