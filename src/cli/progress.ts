// Shows on a terminal how far a run has come, in people, on one line of standard error that is drawn over and
// wiped at the end. Says nothing where nobody watches.
import type { Progress } from '../run/run-request.ts';
import { paint, presentCount } from './terminal.ts';

export interface ProgressLine {
  show: (progress: Progress) => void;
  /** Wipes the line; to be called before anything else is printed. */
  close: () => void;
}

const WIDTH = 24;
/** Often enough to look alive, seldom enough to cost nothing: ten times a second. */
const EVERY_MS = 100;
const stageWords = { reading: 'Reading', planning: 'Planning', applying: 'Applying' };

export function openProgress(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let stage = '';
  const wipe = () => stream.isTTY && stream.write('\r\u001B[K');
  return {
    show(progress) {
      if (!stream.isTTY || (progress.stage === stage && now() - drawnAt < EVERY_MS)) return;
      ({ stage } = progress);
      drawnAt = now();
      stream.write(`\r\u001B[K${presentProgress(progress, (text) => paint('cyan', text, stream))}`);
    },
    close: () => void wipe(),
  };
}

export function presentProgress(
  { stage, people, total }: Progress,
  colour: (text: string) => string,
): string {
  const word = stageWords[stage].padEnd(8);
  if (total === null || total === 0) return `${word} ${presentCount(people)} people`;
  const share = Math.min(1, people / total);
  const full = Math.round(share * WIDTH);
  const bar = colour('█'.repeat(full)) + '░'.repeat(WIDTH - full);
  return `${word} ${bar} ${presentCount(people)} of ${presentCount(Math.max(people, total))} people`;
}
