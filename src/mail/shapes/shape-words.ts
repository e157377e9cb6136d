// What the shapes of webhooks have in common: words around a draft, links that may be followed, and a draft as plain text. Values
// become harmless lines as in mails (plain-text.ts). Pure.
import type { Block, Draft } from '../draft.ts';
import { presentTextBlock } from '../layout-text.ts';
import type { Limits } from '../limits.ts';
import { matchHref } from '../plain-text.ts';

export interface ShapeWords {
  /** Under everything: who sends it, about what. */
  foot: string;
  /** In place of rows that do not fit, such as "and 80 more". */
  more: (count: number) => string;
}

/** A title of its own stands above the blocks: one that the draft begins with would say it twice. */
export function presentBody({ blocks }: Draft): Block[] {
  return blocks[0]?.block === 'heading' ? blocks.slice(1) : blocks;
}

/** Only to the web; null: it may not be followed. */
export function matchWebLink(href: string): string | null {
  const link = matchHref(href);
  return link !== null && /^https?:/.test(link) ? link : null;
}

/** Without subject, foot and why: for tickets. */
export function presentDraftText(draft: Draft, limits: Limits): string {
  return presentBody(draft)
    .map((block) => presentTextBlock(block, limits))
    .filter((text) => text !== '')
    .join('\n\n');
}
