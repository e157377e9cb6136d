// The caller id of an endpoint, `"Name" <number>`, in the 40 characters that Asterisk's table has for it: what is too long is shortened
// here and on purpose, since the database would refuse it. Pure.

const MOST = 40;

/** number: digits; null: the name alone, and callers see the number their phone gives. */
export function presentCallerId(name: string, number: string | null): string {
  const digits = number ?? '';
  // Quotation marks, blank and angle brackets.
  const room = MOST - digits.length - '"" <>'.length;
  return `"${shorten(clean(name), room)}" <${digits}>`;
}

/** Quotes, backslashes and brackets are Asterisk's own; controls would end the line of a message. */
const clean = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/["“”„]/g, "'")
    .replaceAll(/[\\<>]/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** As the database counts: code points. */
const lengthOf = (text: string): number => Array.from(text).length;

/** At a blank where that keeps more than half, and never within a character with its marks. */
function shorten(name: string, room: number): string {
  if (lengthOf(name) <= room) return name;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('sv').segment(name)) {
    if (lengthOf(cut + segment) > room) break;
    cut += segment;
  }
  const blank = name[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
  return (blank > cut.length / 2 ? cut.slice(0, blank) : cut).trim();
}

/** The name in a caller id as somebody may have written it; null where there is none. */
export function readCallerName(callerid: string | null): string | null {
  const name =
    callerid
      ?.replace(/<[^>]*>\s*$/, '')
      .trim()
      .replaceAll(/^"|"$/g, '') ?? '';
  return name === '' ? null : name;
}
