// A draft as a message for the incoming webhook of a Teams workflow: one Adaptive Card. All text is in TextRuns, which know no
// markup, so that a value from Entra can be nothing but text (a TextBlock would read it as Markdown). Pure.
import type { Block, Draft, Inline } from '../draft.ts';
import { presentPiece } from '../layout-text.ts';
import { presentLine } from '../plain-text.ts';
import { matchWebLink, presentBody } from './shape-words.ts';
import type { ShapeWords } from './shape-words.ts';

interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: true;
  size?: 'Large' | 'Medium' | 'Small';
  color?: 'Attention' | 'Warning' | 'Good';
  isSubtle?: true;
  selectAction?: OpenUrl;
}

interface OpenUrl {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}

interface RichText {
  type: 'RichTextBlock';
  inlines: TextRun[];
  spacing?: 'None' | 'Small' | 'Medium';
}

interface Card {
  type: 'AdaptiveCard';
  $schema: string;
  version: string;
  fallbackText: string;
  msteams: { width: 'Full' };
  body: RichText[];
  actions?: OpenUrl[];
}

export interface TeamsMessage {
  type: 'message';
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive'; contentUrl: null; content: Card }];
}

/** Teams takes 28 kB; its own envelope comes on top. */
const MOST_BYTES = 26_000;
const MOST_CHARACTERS = 2_000;
/** More buttons than that Teams hides behind a menu. */
const MOST_BUTTONS = 6;

/** With as many rows of its lists as fit. */
export function presentTeamsMessage(draft: Draft, words: ShapeWords): TeamsMessage {
  for (const most of [100, 50, 25, 10, 5, 2]) {
    const message = presentWith(draft, words, most);
    if (Buffer.byteLength(JSON.stringify(message)) <= MOST_BYTES) return message;
  }
  // Words of a company, or names of absurd length: what is first counts most.
  const message = presentWith(draft, words, 0);
  const [{ content }] = message.attachments;
  while (content.body.length > 2 && Buffer.byteLength(JSON.stringify(message)) > MOST_BYTES)
    content.body.splice(-2, 1);
  return message;
}

function presentWith(draft: Draft, words: ShapeWords, mostRows: number): TeamsMessage {
  const subject = run(draft.subject);
  const body: RichText[] = [
    line([{ ...subject, weight: 'Bolder', size: 'Large' }], 'None'),
    ...presentBody(draft).flatMap((block) => presentBlock(block, words, mostRows)),
    line([{ ...run(words.foot), size: 'Small', isSubtle: true }], 'Medium'),
  ];
  const actions = draft.blocks.flatMap((block): OpenUrl[] => {
    const url = block.block === 'button' ? matchWebLink(block.href) : null;
    return block.block === 'button' && url !== null ? [presentOpenUrl(block.text, url)] : [];
  });
  const content: Card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    fallbackText: subject.text,
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 && { actions: actions.slice(0, MOST_BUTTONS) }),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

const tones = { error: 'Attention', warning: 'Warning', good: 'Good', plain: null } as const;

function presentBlock(block: Block, words: ShapeWords, mostRows: number): RichText[] {
  switch (block.block) {
    case 'heading':
      return [line([{ ...run(block.text), weight: 'Bolder', size: 'Medium' }], 'Medium')];
    case 'paragraph':
      return presentLines(block.text, 'Small');
    case 'notice': {
      const color = tones[block.tone];
      const runs = block.text.map(presentInline);
      return [line(color === null ? runs : runs.map((one) => ({ ...one, color })), 'Medium')];
    }
    case 'facts':
      return block.facts.flatMap(({ name, value }) =>
        value === null ? [] : [line([{ ...run(`${name}: `), weight: 'Bolder' }, run(value)], 'None')],
      );
    case 'list':
      return presentList(block, mostRows, words);
    case 'table':
      return [
        line([{ ...run(block.head.join(' · ')), isSubtle: true }], 'Small'),
        ...presentRows(block.rows, mostRows, words, ([first = '', ...rest]) => [
          { ...run(first), weight: 'Bolder' },
          run(rest.map((cell) => ` · ${cell}`).join('')),
        ]),
        ...(block.more === null ? [] : [line([{ ...run(block.more), isSubtle: true }], 'None')]),
      ];
    case 'button':
    case 'divider':
      return [];
  }
}

/** A line break begins another block: a TextRun with one in it is shown in one line by some of Teams' clients. */
function presentLines(text: readonly Inline[], spacing: NonNullable<RichText['spacing']>): RichText[] {
  const lines: Inline[][] = [[]];
  for (const part of text) {
    if (typeof part === 'object' && 'lineBreak' in part) lines.push([]);
    else lines.at(-1)?.push(part);
  }
  return lines.map((parts, at) => line(parts.map(presentInline), at === 0 ? spacing : 'None'));
}

function presentList(
  { items, ordered, start = 1, rest }: Extract<Block, { block: 'list' }>,
  most: number,
  words: ShapeWords,
): RichText[] {
  const present = (item: readonly Inline[], at: number) => [
    run(ordered ? `${at + start}. ` : '• '),
    ...item.map(presentInline),
  ];
  if (items.length > most) return presentRows(items, most, words, present, rest?.count);
  return presentRows(rest ? [...items, [rest.text]] : items, most + 1, words, present);
}

/** beyond: how many more there are than these rows. */
function presentRows<T>(
  rows: readonly T[],
  most: number,
  words: ShapeWords,
  present: (row: T, at: number) => TextRun[],
  beyond = 0,
): RichText[] {
  const shown = rows.slice(0, most).map((row, at) => line(present(row, at), 'None'));
  const left = rows.length - shown.length;
  if (left === 0) return shown;
  return [...shown, line([{ ...run(words.more(left + beyond)), isSubtle: true }], 'None')];
}

/** An empty run would make the whole card invalid. */
function line(inlines: TextRun[], spacing: NonNullable<RichText['spacing']>): RichText {
  const filled = inlines.filter(({ text }) => text !== '');
  return { type: 'RichTextBlock', spacing, inlines: filled.length > 0 ? filled : [run(' ')] };
}

function presentInline(part: Inline): TextRun {
  if (typeof part === 'string') return run(part);
  if ('lineBreak' in part) return run(' ');
  if ('strong' in part) return { ...run(part.strong), weight: 'Bolder' };
  if ('emphasis' in part) return { ...run(part.emphasis), italic: true };
  const url = matchWebLink(part.href);
  return url === null ? run(part.link) : { ...run(part.link), selectAction: presentOpenUrl(part.link, url) };
}

const presentOpenUrl = (title: string, url: string): OpenUrl => ({
  type: 'Action.OpenUrl',
  title: presentPlain(presentLine(title, 60)) || new URL(url).host,
  url,
});

const run = (text: string): TextRun => ({
  type: 'TextRun',
  text: presentPlain(presentPiece(text, MOST_CHARACTERS)),
});

/** Cards put dates in place of {{DATE(…)}}, also where they read no markup: the pair of braces is parted. */
function presentPlain(text: string): string {
  return text.replaceAll(/\{(?=\{)/g, '{\u200b');
}
