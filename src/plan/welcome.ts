// Which new users are welcomed by mail, and how many mails tell the administrator of them (R15). Pure.
import type { SyncTemplate } from './sync-template.ts';

/** send: mails go out as soon as a sender is there. hold: when somebody releases them. none: nobody is written to. */
export function decideWelcome(
  { welcomeMail, welcomeFirstLoad }: Pick<SyncTemplate, 'welcomeMail' | 'welcomeFirstLoad'>,
  isFirstLoad: boolean,
): SyncTemplate['welcomeFirstLoad'] {
  if (!welcomeMail) return 'none';
  return isFirstLoad ? welcomeFirstLoad : 'send';
}

/** More new users of one run than this are told in one mail. */
const MOST_SINGLE_COPIES = 10;

/** One mail about each of them, or one about them all. */
export function decideCopies(created: number): 'each' | 'digest' {
  return created > MOST_SINGLE_COPIES ? 'digest' : 'each';
}
