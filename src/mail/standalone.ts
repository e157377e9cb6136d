// A mail's HTML to be looked at outside of a mail: its pictures are in it instead of beside it. Pure.
import type { MailContent } from './draft.ts';

export function presentStandalone({ html, images }: Pick<MailContent, 'html' | 'images'>): string {
  return images.reduce(
    (made, { cid, type, bytes }) =>
      made.replaceAll(`src="cid:${cid}"`, `src="data:${type};base64,${bytes.toString('base64')}"`),
    html,
  );
}
