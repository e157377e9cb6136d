// Blocks ─▶ plain text that reads well at 72 columns: lines are wrapped between words, tables are columns as long as they fit
// and lines with names where they do not, links are written out. Pure.
import type { Block, Inline } from './draft.ts';
import { presentShown } from './limits.ts';
import type { Limits } from './limits.ts';
import { matchHref, presentLine } from './plain-text.ts';

const COLUMNS = 72;

/** Empty where there is nothing to say. */
export function presentTextBlock(block: Block, limits: Limits): string {
  switch (block.block) {
    case 'heading': {
      const text = presentLine(block.text, limits.chars);
      return `${wrap(text)}\n${'-'.repeat(Math.min(widthOf(text), COLUMNS))}`;
    }
    case 'paragraph':
      return wrapLines(presentInlines(block.text, limits));
    case 'notice': {
      const sign = { error: '[!] ', warning: '[!] ', good: '[OK] ', plain: '' }[block.tone];
      return wrapLines(sign + presentInlines(block.text, limits), ' '.repeat(sign.length));
    }
    case 'facts':
      return presentFacts(block.facts, limits);
    case 'list':
      return presentList(block, limits);
    case 'table':
      return presentTable(block, limits);
    case 'button':
      return presentButton(block, limits);
    case 'divider':
      return '- - -';
  }
}

function presentInlines(text: readonly Inline[], { chars }: Limits): string {
  return text.map((part) => presentInline(part, chars)).join('');
}

function presentInline(part: Inline, chars: number): string {
  if (typeof part === 'string') return presentPiece(part, chars);
  if ('lineBreak' in part) return '\n';
  if ('strong' in part) return presentPiece(part.strong, chars);
  if ('emphasis' in part) return presentPiece(part.emphasis, chars);
  const text = presentPiece(part.link, chars);
  const href = matchHref(part.href);
  if (href === null) return text;
  // An address or a number that is its own text is not said twice.
  const bare = (one: string) => one.replace(/^(mailto:|tel:|https?:\/\/)/iu, '').replaceAll(/[\s()/-]/gu, '');
  const isSame = bare(href) === bare(text) || /^tel:/iu.test(href);
  return isSame ? text : `${text} (${href.replace(/^mailto:/iu, '')})`;
}

/** Blanks at its ends keep it from its neighbours and stay. */
export function presentPiece(text: string, chars: number): string {
  const line = presentLine(text, chars);
  const [before, after] = [/^\s/u.test(text) ? ' ' : '', /\s$/u.test(text) && line !== '' ? ' ' : ''];
  return before + line + after;
}

function presentFacts(facts: Extract<Block, { block: 'facts' }>['facts'], { chars }: Limits): string {
  const shown = facts.flatMap(({ name, value }) =>
    value === null ? [] : [[`${presentLine(name, chars)}:`, presentLine(value, chars)] as const],
  );
  const widest = Math.min(30, Math.max(0, ...shown.map(([name]) => widthOf(name))));
  const indent = ' '.repeat(widest + 2);
  return shown.map(([name, value]) => wrap(`${pad(name, widest)}  ${value}`, indent)).join('\n');
}

function presentList(list: Extract<Block, { block: 'list' }>, limits: Limits): string {
  const { items, under } = presentShown(list, limits);
  const lines = items.map((item, at) => {
    const sign = list.ordered ? `${at + (list.start ?? 1)}. ` : '- ';
    return wrapLines(sign + presentInlines(item, limits), ' '.repeat(sign.length));
  });
  return [...lines, ...under].join('\n');
}

function presentTable(table: Extract<Block, { block: 'table' }>, limits: Limits): string {
  const head = table.head.map((cell) => presentLine(cell, limits.chars));
  const rows = table.rows
    .slice(0, limits.rows)
    .map((row) => row.map((cell) => presentLine(cell, limits.chars)));
  const widths = head.map((cell, at) =>
    Math.max(widthOf(cell), ...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const isNarrow = widths.reduce((sum, width) => sum + width + 2, -2) <= COLUMNS;
  const rest = [
    ...limits.presentRest(table.rows.length),
    ...(table.more === null ? [] : [wrap(presentLine(table.more, limits.chars))]),
  ];
  if (!isNarrow) return [...rows.map((row) => presentRow(head, row)), ...rest].join('\n\n');
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => pad(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ...rest].join('\n');
}

const presentRow = (head: readonly string[], row: readonly string[]): string =>
  row
    .flatMap((cell, at) => {
      if (at === 0) return [wrap(cell)];
      return cell === '' ? [] : [wrap(`  ${head[at] ?? ''}: ${cell}`, '    ')];
    })
    .join('\n');

function presentButton({ text, href }: Extract<Block, { block: 'button' }>, { chars }: Limits): string {
  const safe = matchHref(href);
  return safe === null ? '' : `${presentLine(text, chars)}:\n${safe}`;
}

const graphemes = new Intl.Segmenter('sv', { granularity: 'grapheme' });
/** In characters as people count them. */
const widthOf = (text: string): number =>
  /^[\u0020-\u02FF]*$/u.test(text) ? text.length : [...graphemes.segment(text)].length;
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const wrapLines = (text: string, indent = ''): string =>
  text
    .split('\n')
    .map((line, at) => wrap(at === 0 ? line : indent + line, indent))
    .join('\n');

/** Between words; one that is longer than a line, such as a link, stays whole. indent: of the lines after the first. */
export function wrap(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = /^ */u.exec(text)?.[0] ?? '';
  let isEmpty = true;
  // Blanks within a line that are there to align (facts) stay.
  for (const [, blanks = '', word = ''] of text.trimStart().matchAll(/( *)([^ ]+)/gu)) {
    if (!isEmpty && widthOf(line) + blanks.length + widthOf(word) > COLUMNS) {
      lines.push(line);
      line = indent + word;
    } else line += isEmpty ? word : blanks + word;
    isEmpty = false;
  }
  return [...lines, line].join('\n').trimEnd();
}
