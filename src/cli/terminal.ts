// How text looks on a terminal: colours where they are wanted and seen, columns that line up, numbers and
// times as people read them. Knows nothing of what it shows.
import { stripVTControlCharacters, styleText } from 'node:util';

export type Paint = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Colours only on a terminal and without NO_COLOR; both are Node's to know. */
export function paint(colour: Paint, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return text === '' ? '' : styleText(colour, text, { stream });
}

/** What a terminal shows of a text: its colours take no room, and what came from a directory draws nothing. */
const shownWidth = (text: string) => Array.from(stripVTControlCharacters(text)).length;

/** Less room than this makes a column of words one that nobody reads: it goes below its row instead. */
const LEAST_ROOM = 30;

/** Lines with the columns of all rows below each other; `right` names columns that line up at their end. On a terminal that is too
 * narrow (width; undefined: no terminal, where each row stays one line for grep) the last columns are broken or go below their row. */
export function presentTable(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  width: number | undefined = process.stdout.columns,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, shownWidth(cell));
    });
  }
  const startOf = (at: number) => widths.slice(0, at).reduce((sum, one) => sum + one + 2, 0);
  let beside = widths.length;
  if (width !== undefined)
    while (beside > 1 && startOf(beside) - 2 > width && width - startOf(beside - 1) < LEAST_ROOM) beside -= 1;
  return rows.map((row) => {
    const shown = row.slice(0, beside).map((cell, at) => {
      const room = startOf(at);
      const isBroken = width !== undefined && at === beside - 1 && room + shownWidth(cell) > width;
      if (isBroken) return presentWrapped(cell, room, width);
      const gap = ' '.repeat((widths[at] ?? 0) - shownWidth(cell));
      return right.includes(at) ? gap + cell : cell + gap;
    });
    const below = row.slice(beside).filter((cell) => cell !== '');
    const lines = [
      shown.join('  ').trimEnd(),
      ...(below.length > 0 ? [`    ${presentWrapped(below.join('  '), 4, width)}`] : []),
    ];
    return lines.join('\n');
  });
}

/** Broken between words into lines no wider than the terminal; every line but the first begins with so many blanks. */
export function presentWrapped(text: string, indent: number, width = process.stdout.columns ?? 120): string {
  const most = Math.max(width - indent, 30);
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && shownWidth(line) + 1 + shownWidth(word) > most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

export const presentCount = (count: number): string => count.toLocaleString('en-US');

/** A directory's text on one line, without anything that could drive the terminal. */
export const presentPlain = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, ' ');

/** 2026-01-31 02:00 in the given time zone. */
export function presentTime(time: Date, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return shown.format(time);
}

export function presentDuration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
