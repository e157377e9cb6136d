// What is wrong in a company's own words, before they are saved: each fault with its place and what to do about it. What is right
// here is laid out without a fault for anybody (markdown.ts). Pure.
import type { WelcomeWords } from '../plan/company-mail.ts';
import { linkFields, matchTarget, parseMarkdown } from './markdown.ts';
import { matchHref } from './plain-text.ts';
import { isWordField, matchFields, matchNearestField, wordFields } from './word-fields.ts';

export interface WordFault {
  part: keyof WelcomeWords;
  /** In the part. */
  offset: number;
  /** Counted from 1. */
  line: number;
  column: number;
  message: string;
  cure: string;
}

const MOST_SUBJECT = 150;
const MOST_BODY = 10_000;

type Note = (offset: number, message: string, cure: string) => void;

export function matchWordFaults({ subject, body }: WelcomeWords): WordFault[] {
  const faults: WordFault[] = [];
  const noteIn =
    (part: keyof WelcomeWords, text: string): Note =>
    (offset, message, cure) =>
      faults.push({ part, offset, ...presentPlace(text, offset), message, cure });
  const [ofSubject, ofBody] = [noteIn('subject', subject), noteIn('body', body)];
  noteLength(subject, MOST_SUBJECT, 'subject', ofSubject);
  noteLength(body, MOST_BODY, 'text', ofBody);
  const broken = /[\p{Cc}\p{Zl}\p{Zp}]/u.exec(subject);
  if (broken)
    ofSubject(
      broken.index,
      'There is a line break or a control character in the subject.',
      'Write it on one line.',
    );
  noteFields(subject, ofSubject, true);
  noteFields(body, ofBody, false);
  noteInvisible(subject, ofSubject);
  noteInvisible(body, ofBody);
  // A text far too long is not worth being read for more.
  if (body.length <= MOST_BODY) noteMarkdown(body, ofBody);
  return faults.toSorted((a, b) => (a.part === b.part ? a.offset - b.offset : a.part === 'subject' ? -1 : 1));
}

function presentPlace(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/u);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function noteLength(text: string, most: number, what: string, note: Note): void {
  if (text.trim() === '')
    note(0, `The ${what} is empty.`, 'Fill it in, or leave the language out: it then gets our words.');
  if (text.length > most)
    note(most, `The ${what} is ${text.length} characters long; at most ${most} fit.`, 'Shorten it.');
}

const all = wordFields.map((field) => `{${field}}`).join(', ');

function noteFields(text: string, note: Note, isSubject: boolean): void {
  for (const { offset, written } of matchFields(text)) {
    if (written === null) {
      const cure = 'Close it with } on the same line, or write \\{ where a brace is meant.';
      note(offset, 'A brace is opened and not closed.', cure);
    } else if (!isWordField(written)) {
      const nearest = matchNearestField(written);
      const guess = nearest === null ? '' : ` Did you mean {${nearest}}?`;
      const cure = `Write one of ${all}, or \\{ where a brace is meant.`;
      note(offset, `There is no field {${written.slice(0, 60)}}.${guess}`, cure);
    } else if (written === 'details') noteDetails(text, offset, note, isSubject);
  }
}

/** A box can not stand in the middle of a line. */
function noteDetails(text: string, offset: number, note: Note, isSubject: boolean): void {
  const start = Math.max(text.lastIndexOf('\n', offset), text.lastIndexOf('\r', offset)) + 1;
  const line = /^[^\r\n]*/u.exec(text.slice(start))?.[0] ?? '';
  const around = text
    .slice(0, start)
    .split(/\r\n|\r|\n/u)
    .at(-2);
  const after = /^(?:\r\n|\r|\n)([^\r\n]*)/u.exec(text.slice(start + line.length))?.[1];
  const isAlone = line.trim() === '{details}' && !around?.trim() && !after?.trim();
  if (isAlone && !isSubject) return;
  const cure = isSubject
    ? 'Take it out of the subject.'
    : 'Give it a line of its own, with an empty line before and after it.';
  note(offset, '{details} is the box with number, extension and user name, and stands alone.', cure);
}

/** What nobody sees and yet may turn what is seen: copied along from elsewhere, mostly. */
function noteInvisible(text: string, note: Note): void {
  for (const { index } of text.matchAll(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/gu))
    note(
      index,
      'There is a character here that can not be seen.',
      'Delete it: put the caret behind it and press backspace.',
    );
}

function noteMarkdown(body: string, note: Note): void {
  for (const { index, 0: tag } of body.matchAll(/<\/?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?\/?>|<!--/gu))
    note(index, `HTML (${tag.slice(0, 40)}) is not read here and would be shown as it is.`, htmlCure);
  const starts = lineStarts(body);
  for (const { type, map, children } of parseMarkdown(body)) {
    if (type !== 'inline') continue;
    // Markdown tells lines alone: within them, what follows is looked for behind what was found before it.
    let from = starts[map?.[0] ?? 0] ?? 0;
    const find = (text: string) => {
      const at = body.indexOf(text, from);
      if (at >= 0) from = at + 1;
      return Math.max(at, 0) || (starts[map?.[0] ?? 0] ?? 0);
    };
    for (const child of children ?? []) {
      if (child.type === 'image')
        note(
          find('!['),
          'Pictures can not be in the text.',
          'Take it out; the logo is a setting of its own.',
        );
      if (child.type === 'link_open') noteLink(matchTarget(child), find, note);
      if (child.type === 'text' && /\*\*|__/u.test(child.content))
        note(
          find(child.content.includes('**') ? '**' : '__'),
          'What is meant to be bold here is not.',
          boldCure,
        );
    }
  }
}

const boldCure =
  'Put ** right before and right after the words, and a blank or a mark such as a comma outside of them.';
const htmlCure =
  'Write **bold**, *italic*, [text](https://…), # before a heading and - before each of a list.';

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/gu)].map(({ index, 0: end }) => index + end.length)];
}

function noteLink(href: string, find: (text: string) => number, note: Note): void {
  if (Object.hasOwn(linkFields, href) || (matchHref(href) !== null && matchFields(href).length === 0)) return;
  const offset = find(href === '' ? '](' : href);
  const shown = JSON.stringify(href.slice(0, 80));
  if (matchFields(href).length > 0)
    return note(
      offset,
      `A field can not be part of the address of a link (${shown}).`,
      'Only {link} and {phoneLink} can be the address, as a whole.',
    );
  if (href === '')
    return note(offset, 'The link leads nowhere.', 'Write its address between the brackets, or {link}.');
  if (/^http:/iu.test(href))
    return note(
      offset,
      `The link ${shown} is not protected.`,
      'Write https:// when the page has that, or leave it out.',
    );
  const cure = 'Links begin with https://, mailto: or tel:, or are {link}.';
  note(offset, `The link ${shown} can not be used.`, cure);
}
