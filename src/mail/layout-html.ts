// Blocks ─▶ HTML for mail programs: tables where Outlook needs them, styles inline, colours of paint.ts. The only place that writes
// HTML of values, and it escapes every one of them. Pure.
import type { Block, Inline } from './draft.ts';
import { presentShown } from './limits.ts';
import type { Limits } from './limits.ts';
import { presentAttributes } from './paint.ts';
import { presentPiece } from './layout-text.ts';
import { matchHref, presentLine } from './plain-text.ts';

export const bare = 'role="presentation" border="0" cellpadding="0" cellspacing="0"';
// Long addresses and ids break rather than make the mail wider than a phone.
export const breaks = 'word-break:break-word';
const body = `margin:0;font-size:16px;line-height:25px;${breaks}`;

const UNBROKEN = 'word-break:normal';

const isNumber = (text: string): boolean => /^[+\d][\d ()/-]{0,18}$/u.test(text);

/** In a cell, which would be squeezed until each word breaks: only what must may break, and a number or a date never does. */
function decideBreaks(text: string): string {
  if (isNumber(text)) return 'white-space:nowrap';
  return /[^\s-]{16}/u.test(text) ? breaks : UNBROKEN;
}

/** An address that is too long for its cell breaks behind its marks before it breaks in the middle of a word. */
const presentAddress = (text: string): string =>
  /^[^\s@]+@[^\s@]+$/u.test(text)
    ? text
        .split(/(?<=@)/u)
        .map(escape)
        .join('<wbr>')
    : escape(text);

/** Empty where there is nothing to say. isFirst: the heading of the whole mail. */
export function presentHtmlBlock(block: Block, limits: Limits, isFirst: boolean): string {
  switch (block.block) {
    case 'heading':
      return presentHeading(escapeLine(block.text, limits), isFirst);
    case 'paragraph':
      return presentParagraph(presentInlines(block.text, limits));
    case 'notice':
      return presentNotice(block, limits);
    case 'facts':
      return presentFacts(block, limits);
    case 'list':
      return presentList(block, limits);
    case 'table':
      return presentTable(block, limits);
    case 'button':
      return presentButton(block, limits);
    case 'divider':
      return `<div${presentAttributes(['line'], 'border-top:1px solid;font-size:1px;line-height:1px')}>&nbsp;</div>`;
  }
}

function presentHeading(text: string, isFirst: boolean): string {
  const size = isFirst
    ? 'font-size:24px;line-height:32px'
    : 'padding-top:8px;font-size:17px;line-height:25px';
  const tag = isFirst ? 'h1' : 'h2';
  return `<${tag}${presentAttributes(['text'], `margin:0;${size};font-weight:600;${breaks}`)}>${text}</${tag}>`;
}

const presentParagraph = (html: string): string => `<p${presentAttributes(['text'], body)}>${html}</p>`;

function presentInlines(text: readonly Inline[], { chars }: Limits): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return escape(presentPiece(part, chars));
      if ('lineBreak' in part) return '<br>';
      if ('strong' in part) {
        const words = presentPiece(part.strong, chars);
        // A number is not torn apart at the end of a line.
        const whole = isNumber(words) ? ';white-space:nowrap' : '';
        return `<strong style="font-weight:600${whole}">${escape(words)}</strong>`;
      }
      if ('emphasis' in part) return `<em>${escape(presentPiece(part.emphasis, chars))}</em>`;
      return presentLink(escape(presentPiece(part.link, chars)), part.href);
    })
    .join('');
}

/** A link that may not be followed is its text alone. */
function presentLink(html: string, href: string): string {
  const safe = matchHref(href);
  if (safe === null) return html;
  return `<a href="${escape(safe)}"${presentAttributes(['link'], `text-decoration:underline;${breaks}`)}>${html}</a>`;
}

// Colour never says it alone: the sign does too, and the words do.
const signs = { error: '!', warning: '!', good: '✓', plain: 'i' } as const;

function presentNotice({ tone, text }: Extract<Block, { block: 'notice' }>, limits: Limits): string {
  const sign = `padding:14px 0 14px 16px;width:24px;font-size:18px;line-height:24px;font-weight:700;vertical-align:top`;
  const words = `padding:14px 16px 14px 4px;font-size:16px;line-height:24px;vertical-align:top;${breaks}`;
  return [
    `<table ${bare} width="100%"${presentAttributes([tone], 'width:100%;border-radius:8px')}><tr>`,
    `<td aria-hidden="true"${presentAttributes([`${tone}Sign`], sign)}>${signs[tone]}</td>`,
    `<td${presentAttributes(['text'], words)}>${presentInlines(text, limits)}</td></tr></table>`,
  ].join('');
}

function presentFacts({ facts }: Extract<Block, { block: 'facts' }>, { chars }: Limits): string {
  const shown = facts.filter(({ value }) => value !== null && presentLine(value) !== '');
  if (shown.length === 0) return '';
  const rows = shown.map(({ name, value, href }, at) => {
    const edge = at === 0 ? '' : 'border-top:1px solid;';
    const [label, text] = [presentLine(name, chars), presentLine(value ?? '', chars)];
    const html = presentAddress(text);
    const cell = `${edge}padding:10px 16px;font-size:16px;line-height:24px;vertical-align:top;${decideBreaks(text)}`;
    const left = `${edge}padding:10px 0 10px 16px;width:34%;font-size:14px;line-height:24px;font-weight:400;text-align:left;vertical-align:top;word-break:${label.length > 40 ? 'break-word' : 'normal'}`;
    return [
      `<tr><th scope="row"${presentAttributes(['dim', 'line'], left, 'fact')}>${escape(label)}</th>`,
      `<td${presentAttributes(['text', 'line'], cell, 'fact')}>${href === undefined ? html : presentLink(html, href)}</td></tr>`,
    ].join('');
  });
  const frame = 'width:100%;border:1px solid;border-radius:8px;border-collapse:separate';
  return `<table border="0" cellpadding="0" cellspacing="0" width="100%"${presentAttributes(['line'], frame)}>${rows.join('')}</table>`;
}

function presentList(list: Extract<Block, { block: 'list' }>, limits: Limits): string {
  const item = `margin:0 0 6px;font-size:16px;line-height:25px;${breaks}`;
  const { items: shown, under } = presentShown(list, limits);
  const items = shown.map(
    (one) => `<li${presentAttributes(['text'], item)}>${presentInlines(one, limits)}</li>`,
  );
  const tag = list.ordered ? 'ol' : 'ul';
  const start = list.start === undefined || list.start === 1 ? '' : ` start="${list.start}"`;
  const outer = `<${tag}${start}${presentAttributes(['text'], 'margin:0;padding:0 0 0 24px')}>`;
  return `${outer}${items.join('')}</${tag}>${presentRest(under)}`;
}

const presentRest = (lines: readonly string[]): string =>
  lines
    .map(
      (line) =>
        `<p${presentAttributes(['dim'], `margin:0;padding:8px 0 0;font-size:14px;line-height:21px;${breaks}`)}>${escape(line)}</p>`,
    )
    .join('');

// More columns than this are a list on a phone.
const MOST_NARROW = 3;

function presentTable(table: Extract<Block, { block: 'table' }>, limits: Limits): string {
  const isWide = table.head.length > MOST_NARROW;
  const edge = 'border-bottom:1px solid;vertical-align:top;text-align:left';
  const names = table.head.map((name) => escapeLine(name, limits));
  const head = names.map((name) => {
    const style = `${edge};padding:6px 10px 6px 0;font-size:13px;line-height:20px;font-weight:400;${decideBreaks(name)}`;
    return `<th scope="col"${presentAttributes(['dim', 'line'], style)}>${name}</th>`;
  });
  // What a hundred rows say once each is said by the row: a long list has to fit below the limit.
  const cell = 'padding:8px 10px 8px 0;border-bottom:1px solid';
  const row = presentAttributes(['text', 'line'], 'font-size:15px;line-height:22px;vertical-align:top');
  const rows = table.rows.slice(0, limits.rows).map((values) => {
    const cells = values.map((value, at) => {
      const text = presentAddress(presentLine(value, limits.chars));
      const isKeyed = isWide && at > 0;
      const label = presentAttributes(['dim'], 'display:none', 'key');
      const key = isKeyed ? `<span${label}>${names[at] ?? ''}: </span>` : '';
      const fit = decideBreaks(value);
      const style = fit === UNBROKEN ? cell : `${cell};${fit}`;
      return `<td${presentAttributes(['line'], style, isWide && text === '' ? 'none' : '')}>${key}${text}</td>`;
    });
    return `<tr${row}>${cells.join('')}</tr>`;
  });
  const more = table.more === null ? [] : [presentLine(table.more, limits.chars)];
  return [
    `<table border="0" cellpadding="0" cellspacing="0" width="100%"${presentAttributes([], 'width:100%;border-collapse:collapse', isWide ? 'wide' : '')}>`,
    `<thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    presentRest([...limits.presentRest(table.rows.length), ...more]),
  ].join('');
}

/** Outlook knows no padding of links: there the cell has it. */
function presentButton({ text, href }: Extract<Block, { block: 'button' }>, limits: Limits): string {
  const safe = matchHref(href);
  if (safe === null) return '';
  const link =
    'display:inline-block;padding:12px 22px;font-size:16px;line-height:22px;font-weight:600;text-decoration:none;border-radius:7px';
  return [
    `<table ${bare}><tr><td bgcolor="#5361e0"${presentAttributes(['filled'], 'border-radius:7px;mso-padding-alt:12px 22px')}>`,
    `<a href="${escape(safe)}"${presentAttributes(['onFilled', 'filled'], link)}>${escapeLine(text, limits)}</a></td></tr></table>`,
  ].join('');
}

const escapeLine = (text: string, { chars }: Limits): string => escape(presentLine(text, chars));

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
