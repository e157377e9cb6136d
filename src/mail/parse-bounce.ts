// A report of a mail that could not be delivered (RFC 3464) ─▶ which of our mails, and what became of it. Reads what strangers
// send: only the parts it knows, nothing of it is believed beyond the mail whose id it names. Pure.

export interface Bounce {
  /** Of our mail. */
  mailId: string;
  /** failed: for good. delayed: still being tried. delivered: it has arrived after all. */
  what: 'failed' | 'delayed' | 'delivered';
  /** What the server that gave up says. */
  answer: string;
}

/** Null: no such report, or not about a mail of ours. */
export function parseBounce(message: Buffer): Bounce | null {
  // Headers are ASCII; whatever else is there comes through as it is.
  const text = message.toString('latin1').replaceAll(/\r\n?/g, '\n');
  const { head, body } = splitEntity(text);
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(head.get('content-type') ?? '');
  if (!/^multipart\/report\b/i.test(head.get('content-type') ?? '') || !boundary) return null;
  const parts = splitParts(body, boundary[1] ?? boundary[2] ?? '').map(splitEntity);
  const ofType = (type: RegExp) => parts.find((part) => type.test(part.head.get('content-type') ?? ''));
  const status = ofType(/^message\/(global-)?delivery-status\b/i);
  if (!status) return null;
  const original = ofType(/^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)\b/i);
  const [general = new Map<string, string>(), ...recipients] = decode(status)
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map(parseHead);
  const mailId =
    findId(general.get('original-envelope-id')) ??
    (original ? findId(splitEntity(decode(original)).head.get('message-id')) : null);
  const [first] = recipients.map(readRecipient).toSorted((a, b) => a.rank - b.rank);
  return mailId === null || first === undefined || first.what === null
    ? null
    : { mailId, what: first.what, answer: first.answer };
}

interface Entity {
  head: Map<string, string>;
  body: string;
}

function splitEntity(text: string): Entity {
  const end = text.indexOf('\n\n');
  return end < 0
    ? { head: parseHead(text), body: '' }
    : { head: parseHead(text.slice(0, end)), body: text.slice(end + 2) };
}

/** The first of each name, in lower case; folded lines made one. */
function parseHead(text: string): Map<string, string> {
  const head = new Map<string, string>();
  for (const line of text.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !head.has(name)) head.set(name, line.slice(colon + 1).trim());
  }
  return head;
}

function splitParts(body: string, boundary: string): string[] {
  const parts: string[][] = [];
  for (const line of body.split('\n')) {
    const end = line.trimEnd();
    if (end === `--${boundary}--`) break;
    if (end === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

function decode({ head, body }: Entity): string {
  const isBase64 = /^base64$/i.test(head.get('content-transfer-encoding') ?? '');
  return isBase64 ? Buffer.from(body, 'base64').toString('latin1').replaceAll(/\r\n?/g, '\n') : body;
}

/** Ours are UUIDs: before the @ of a Message-ID, or the whole of an envelope's id. */
function findId(text: string | undefined): string | null {
  const found = /^\s*<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@[^\s<>]+>)?\s*$/i.exec(text ?? '');
  return found?.[1]?.toLowerCase() ?? null;
}

const whats: Readonly<Record<string, Bounce['what']>> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};
const ranks = ['failed', 'delayed', 'delivered'];

function readRecipient(block: Map<string, string>) {
  const what = whats[block.get('action')?.toLowerCase() ?? ''] ?? null;
  // "smtp; 550 5.1.1 …": the type before the text is for programs.
  const said = (block.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
  const answer = said || `Status ${block.get('status') ?? 'unknown'}`;
  return { what, answer, rank: what === null ? ranks.length : ranks.indexOf(what) };
}
