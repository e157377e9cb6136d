// A company's own words (Markdown with fields in braces) ─▶ blocks. Values are put in after parsing and as text alone, so that
// nothing from Entra can be Markdown, a link or HTML. Of Markdown: headings, paragraphs, lists, **bold**, *italic*, links and
// dividers; HTML and pictures are not read. What is wrong in the words is check-words.ts'. Pure.
import MarkdownIt from 'markdown-it';
import type { MarkdownIt as Markdown, Token } from 'markdown-it';
import type { Block, Inline } from './draft.ts';
import { isWordField, matchFields } from './word-fields.ts';
import type { WordField } from './word-fields.ts';

export interface WordValue {
  text: string;
  /** What it links to; of addresses that an administrator has set, never of what comes from Entra. */
  href: string | null;
}

/** null: there is none. */
export type WordValues = Readonly<Record<WordField, WordValue | null>>;

/** Addresses that are filled in. Alone on its line such a link is a button; it is known by this until the address is put in. */
export const linkFields: Readonly<Record<string, 'link' | 'phoneLink'>> = {
  '{link}': 'link',
  '{phoneLink}': 'phoneLink',
};

const markdown = openMarkdown();

function openMarkdown(): Markdown {
  const made = new MarkdownIt('zero', { breaks: true, linkify: true, maxNesting: 20 });
  made.enable(['heading', 'list', 'hr', 'newline', 'escape', 'entity', 'emphasis', 'balance_pairs']);
  made.enable(['fragments_join', 'link', 'autolink', 'image', 'linkify']);
  made.linkify.set({ fuzzyLink: false });
  // Links are looked at, and refused, with what is wrong in the words; and may not be followed where layout says so.
  made.validateLink = () => true;
  made.normalizeLink = (href) => href;
  made.normalizeLinkText = (text) => text;
  made.inline.ruler.before('link', 'field', (state, silent) => {
    const found = /^\{([A-Za-z]+)\}/u.exec(state.src.slice(state.pos, state.pos + 40));
    if (!found) return false;
    if (!silent) state.push('field', '', 0).content = found[1] ?? '';
    state.pos += found[0].length;
    return true;
  });
  return made;
}

/** The tokens of Markdown, blocks with their lines; inline ones are their children. */
export const parseMarkdown = (body: string): Token[] => markdown.parse(body, {});

export function presentWordBlocks(body: string, values: WordValues, details: Block): Block[] {
  const blocks: Block[] = [];
  let list: Extract<Block, { block: 'list' }> | null = null;
  let depth = 0;
  let isHeading = false;
  for (const token of parseMarkdown(presentFilledLines(body, values))) {
    if (/^(bullet|ordered)_list_open$/u.test(token.type)) {
      depth += 1;
      // One within another goes on in it: mail programs show lists in lists each in its own way.
      list ??= presentEmptyList(token);
    } else if (/^(bullet|ordered)_list_close$/u.test(token.type)) {
      depth -= 1;
      if (depth === 0 && list) blocks.push(list);
      if (depth === 0) list = null;
    } else if (token.type === 'list_item_open') list?.items.push([]);
    else if (token.type === 'heading_open') isHeading = true;
    else if (token.type === 'hr') blocks.push({ block: 'divider' });
    else if (token.type === 'inline') {
      const text = presentInlines(token.children ?? [], values);
      if (list) addToItem(list, text);
      else blocks.push(presentBlock(token, text, { isHeading, values, details }));
      isHeading = false;
    }
  }
  return blocks;
}

function presentEmptyList(token: Token): Extract<Block, { block: 'list' }> {
  const start = Number(token.attrGet('start') ?? 1);
  return { block: 'list', ordered: token.type.startsWith('ordered'), start, items: [] };
}

function addToItem(list: Extract<Block, { block: 'list' }>, text: Inline[]): void {
  const item = list.items.at(-1);
  if (!item) return;
  if (item.length > 0) item.push({ lineBreak: true });
  item.push(...text);
}

function presentBlock(
  token: Token,
  text: Inline[],
  { isHeading, values, details }: { isHeading: boolean; values: WordValues; details: Block },
): Block {
  if (isHeading) return { block: 'heading', text: presentPlain(text) };
  const children = (token.children ?? []).filter(
    ({ type, content }) => type !== 'text' || content.trim() !== '',
  );
  const [first] = children;
  if (children.length === 1 && first?.type === 'field' && first.content === 'details') return details;
  const field = first?.type === 'link_open' ? linkFields[matchTarget(first)] : undefined;
  const isButton = field !== undefined && children.at(-1)?.type === 'link_close';
  const href = field === undefined ? null : values[field]?.href;
  const isOne = children.filter(({ type }) => type === 'link_open').length === 1;
  if (isButton && isOne && href) return { block: 'button', text: presentPlain(text), href };
  return { block: 'paragraph', text };
}

const presentPlain = (text: readonly Inline[]): string =>
  text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('lineBreak' in part) return ' ';
      return 'strong' in part ? part.strong : 'emphasis' in part ? part.emphasis : part.link;
    })
    .join('');

function presentInlines(children: readonly Token[], values: WordValues): Inline[] {
  const inlines: Inline[] = [];
  const open = { strong: 0, emphasis: 0 };
  let link: { link: string; href: string } | null = null;
  const add = (text: string, href: string | null = null) => {
    if (text === '') return;
    if (link) link.link += text;
    else if (href !== null) inlines.push({ link: text, href });
    else if (open.strong > 0) inlines.push({ strong: text });
    else if (open.emphasis > 0) inlines.push({ emphasis: text });
    else inlines.push(text);
  };
  for (const token of children) {
    if (token.type === 'strong_open' || token.type === 'strong_close') open.strong += token.nesting;
    else if (token.type === 'em_open' || token.type === 'em_close') open.emphasis += token.nesting;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') inlines.push({ lineBreak: true });
    else if (token.type === 'link_open') link = { link: '', href: presentTarget(token, values) };
    else if (token.type === 'link_close' && link) {
      inlines.push(link);
      link = null;
    } else if (token.type === 'field') {
      const value = isWordField(token.content) ? values[token.content] : null;
      if (value) add(value.text, value.href);
    } else add(token.content);
  }
  return inlines;
}

/** Of a link's opening, as written. */
export const matchTarget = (token: Token): string => String(token.attrGet('href') ?? '');

function presentTarget(token: Token, values: WordValues): string {
  const href = matchTarget(token);
  const field = linkFields[href];
  return field === undefined ? href : (values[field]?.href ?? '');
}

/** A line whose fields are all empty says nothing and is left out: "Mobil: {mobile}". */
function presentFilledLines(body: string, values: WordValues): string {
  const isSaid = (line: string) => {
    const fields = matchFields(line).flatMap(({ written }) => (isWordField(written) ? written : []));
    return fields.length === 0 || fields.some((field) => field === 'details' || values[field] !== null);
  };
  return body
    .split(/\r\n|\r|\n/u)
    .filter(isSaid)
    .join('\n');
}

/** One line without Markdown. */
export function presentWordSubject(subject: string, values: WordValues): string {
  return subject.replaceAll(
    /\\([\\{}])|\{([A-Za-z]+)\}/gu,
    (_found, escaped: string | undefined, name: string) =>
      escaped !== undefined ? escaped : isWordField(name) ? (values[name]?.text ?? '') : '',
  );
}
