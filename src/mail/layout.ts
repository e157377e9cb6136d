// A draft ─▶ text and HTML. The only place that writes HTML: every value is escaped here, so that nothing from Entra or from
// an administrator can be more than text. Pure.
import type { Block, Draft, Inline, MailContent, MailContext } from './draft.ts';

/** logo: data: URL of a PNG or JPEG. */
export function presentMail(draft: Draft, context: MailContext, logo: string | null): MailContent {
  const { service } = context;
  const foot = [draft.why, service.contact === null ? service.name : `${service.name} · ${service.contact}`];
  const text = [...draft.blocks.map(presentText), '-- ', ...foot].join('\n\n');
  const body = draft.blocks.map((block) => `<p>${escape(presentText(block))}</p>`).join('\n');
  const html = `<!doctype html><html lang="${context.language}"><body>${body}<hr>${foot.map(escape).join('<br>')}</body></html>`;
  void logo;
  return { subject: draft.subject, text, html, images: [] };
}

function presentText(block: Block): string {
  if (block.block === 'paragraph' || block.block === 'notice') return block.text.map(presentInline).join('');
  if (block.block === 'facts')
    return block.facts.flatMap(({ name, value }) => (value === null ? [] : `${name}: ${value}`)).join('\n');
  if (block.block === 'list')
    return block.items.map((item) => `- ${item.map(presentInline).join('')}`).join('\n');
  if (block.block === 'table') return [block.head, ...block.rows].map((row) => row.join('  ')).join('\n');
  if (block.block === 'button') return `${block.text}: ${block.href}`;
  return block.text;
}

function presentInline(part: Inline): string {
  if (typeof part === 'string') return part;
  return 'strong' in part ? part.strong : `${part.link} (${part.href})`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
