// A draft as a message for an incoming webhook of Slack: Block Kit. Texts are elements of rich text, which know no markup, so
// that a value from Entra can be nothing but text; where Slack reads markup after all, it is escaped. Pure.
import type { Block, Draft, Inline } from '../draft.ts';
import { presentPiece } from '../layout-text.ts';
import { presentLine } from '../plain-text.ts';
import { matchWebLink, presentBody } from './shape-words.ts';
import type { ShapeWords } from './shape-words.ts';

interface RichElement {
  type: 'text' | 'link';
  text: string;
  url?: string;
  style?: { bold?: true; italic?: true };
}

interface RichSection {
  type: 'rich_text_section';
  elements: RichElement[];
}

interface RichList {
  type: 'rich_text_list';
  style: 'bullet' | 'ordered';
  /** Before the first number of an ordered one. */
  offset?: number;
  elements: RichSection[];
}

type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'rich_text'; elements: (RichSection | RichList)[] }
  | { type: 'divider' }
  | { type: 'context'; elements: { type: 'plain_text'; text: string; emoji: false }[] };

export interface SlackMessage {
  /** What a notification shows. */
  text: string;
  blocks: SlackBlock[];
}

/** Slack's own limits: blocks of a message, characters of a header, of a text, of a link. */
const MOST_BLOCKS = 50;
const MOST_HEADER = 150;
const MOST_TEXT = 3_000;
const MOST_URL = 3_000;
/** A heading, a paragraph and a list: more in one block is hard to tell apart. */
const MOST_JOINED = 3;
/** A list longer than that fills the screen of whoever only wants to know what happened. */
const MOST_ROWS = 50;
/** Of one value; a block of rows stays below the limit of a text by taking as many as fit. */
const MOST_VALUE = 500;

export function presentSlackMessage(draft: Draft, words: ShapeWords): SlackMessage {
  const subject = presentLine(draft.subject, MOST_TEXT);
  const blocks = presentBody(draft).flatMap((block) => presentBlock(block, words));
  return {
    text: presentEscaped(subject || words.foot),
    blocks: [
      { type: 'header', text: plain(subject, MOST_HEADER) },
      ...presentFitting(blocks, MOST_BLOCKS - 2),
      { type: 'context', elements: [plain(words.foot, MOST_TEXT)] },
    ],
  };
}

/** What stands under one heading shares a block where there would be too many; what is too much even then is left out and said to be. */
function presentFitting(blocks: readonly SlackBlock[], most: number): SlackBlock[] {
  if (blocks.length <= most) return [...blocks];
  const joined: SlackBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.type === 'rich_text' && block.type === 'rich_text' && last.elements.length < MOST_JOINED)
      joined[joined.length - 1] = { type: 'rich_text', elements: [...last.elements, ...block.elements] };
    else joined.push(block);
  }
  return joined.length <= most ? joined : [...joined.slice(0, most - 1), rich([text('…')])];
}

/** The three characters that begin something in Slack's markup, and those that make letters bold or slanted. */
function presentEscaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, '$&\u200b');
}

const plain = (text: string, most: number) => ({
  type: 'plain_text' as const,
  // Entities take room of their own, and a text may not be empty.
  text: presentEntities(presentLine(text, most), most) || ' ',
  emoji: false as const,
});

/** Escaped and not longer than that, and no entity cut in two. */
function presentEntities(text: string, most: number): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  let written = '';
  for (const character of text) {
    const next = entities[character] ?? character;
    if (written.length + next.length > most) break;
    written += next;
  }
  return written;
}

function presentBlock(block: Block, words: ShapeWords): SlackBlock[] {
  switch (block.block) {
    case 'heading':
      return [rich([bold(block.text)])];
    case 'paragraph':
    case 'notice':
      return [rich(block.text.map(presentInline))];
    case 'facts':
      return presentLines(
        block.facts.flatMap(({ name, value }) => (value === null ? [] : [[bold(`${name}: `), text(value)]])),
        words,
      );
    case 'list':
      return presentList(block, words);
    case 'table':
      return [
        ...presentLines(
          [
            [italic(block.head.join(' · '))],
            ...block.rows.map(([first = '', ...rest]) => [
              bold(first),
              text(rest.map((cell) => ` · ${cell}`).join('')),
            ]),
          ],
          words,
        ),
        ...(block.more === null ? [] : [rich([italic(block.more)])]),
      ];
    case 'button':
      return matchWebLink(block.href) === null
        ? []
        : [rich([presentInline({ link: block.text, href: block.href })])];
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function presentList(
  { items, ordered, start = 1, rest }: Extract<Block, { block: 'list' }>,
  words: ShapeWords,
): SlackBlock[] {
  const rows = items.map((item) => filled(item.map(presentInline)));
  const fitting = takeFitting(rows);
  const left = rows.length - fitting.length;
  const shown = left === 0 && rest ? [...fitting, filled([text(rest.text)])] : fitting;
  const list: RichList = {
    type: 'rich_text_list',
    style: ordered ? 'ordered' : 'bullet',
    ...(ordered && start > 1 && { offset: start - 1 }),
    elements: shown.map((elements) => ({ type: 'rich_text_section', elements })),
  };
  const blocks: SlackBlock[] = shown.length > 0 ? [{ type: 'rich_text', elements: [list] }] : [];
  return left > 0 ? [...blocks, rich([italic(words.more(left + (rest?.count ?? 0)))])] : blocks;
}

/** Rows below each other in one block. */
function presentLines(rows: readonly RichElement[][], words: ShapeWords): SlackBlock[] {
  const lines = rows.map(filled);
  const shown = takeFitting(lines);
  const left = lines.length - shown.length;
  const all = left > 0 ? [...shown, [italic(words.more(left))]] : shown;
  if (all.length === 0) return [];
  return [rich(all.flatMap((line, at) => (at === 0 ? line : [{ type: 'text', text: '\n' }, ...line])))];
}

function takeFitting(rows: readonly RichElement[][]): RichElement[][] {
  let room = MOST_TEXT - 100;
  const shown: RichElement[][] = [];
  for (const row of rows.slice(0, MOST_ROWS)) {
    room -= row.reduce((sum, one) => sum + one.text.length + 1, 0);
    if (room < 0) break;
    shown.push(row);
  }
  return shown;
}

function rich(elements: RichElement[]): SlackBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: filled(elements) }] };
}

/** Slack refuses a message with an empty text in it. */
function filled(elements: RichElement[]): RichElement[] {
  const kept = elements.filter((one) => one.text !== '');
  return kept.length > 0 ? kept : [{ type: 'text', text: ' ' }];
}

const text = (value: string, most = MOST_VALUE): RichElement => ({
  type: 'text',
  text: presentPiece(value, most),
});
const bold = (value: string): RichElement => ({ ...text(value), style: { bold: true } });
const italic = (value: string): RichElement => ({ ...text(value), style: { italic: true } });

function presentInline(part: Inline): RichElement {
  if (typeof part === 'string') return text(part, MOST_TEXT / 2);
  if ('lineBreak' in part) return { type: 'text', text: '\n' };
  if ('strong' in part) return bold(part.strong);
  if ('emphasis' in part) return italic(part.emphasis);
  const url = matchWebLink(part.href);
  if (url === null || url.length > MOST_URL) return text(part.link);
  return { type: 'link', url, text: text(part.link).text || url };
}
