// Any text ─▶ one line of harmless text, and links ─▶ links that may be followed. What Entra, an administrator or a mail server
// says must not be able to break a line of a header, turn the direction of what follows or hide in it. Pure.

// Invisible, and no part of any word: soft hyphen, zero width space, word joiner and kin, marks that embed, override or isolate a
// direction, annotations. The joiners that emoji, Persian and Hindi need (U+200C, U+200D) and the plain marks of
// direction (U+200E, U+200F, U+061C) stay.
const invisible = /[\u00AD\u180E\u200B\u2060-\u206F\u202A-\u202E\uFEFF\uFFF9-\uFFFB\u{E0001}]/gu;
const breaking = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** As one line; what was a line break is a blank. maxChars: what is longer is cut and ends with "…". */
export function presentLine(raw: string, maxChars = Infinity): string {
  // Cut first, with room for what falls away: a text of a million characters is not worth looking through.
  const near = raw.length > 2 * maxChars ? raw.slice(0, 2 * maxChars) : raw;
  const line = near.toWellFormed().replaceAll(breaking, ' ').replaceAll(invisible, '').trim();
  if (line.length <= maxChars && near === raw) return line;
  return `${line
    .slice(0, maxChars - 1)
    .toWellFormed()
    .replaceAll('\uFFFD', '')
    .trimEnd()}…`;
}

/** The link as it may stand in a mail, or null: only https, mailto and tel, and http to this machine. */
export function matchHref(raw: string): string | null {
  const text = raw.trim();
  if (presentLine(text) !== text || text.length > 2_000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  // A name before the @ makes one host look like another.
  if (url.username !== '' || url.password !== '') return null;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) return url.href;
  if (url.protocol === 'mailto:') return /^mailto:[^\s?&]+@[^\s?&]+$/iu.test(text) ? text : null;
  return /^tel:\+?[\d-]+$/iu.test(text) ? text : null;
}
