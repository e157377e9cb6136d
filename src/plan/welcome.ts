// Which new users are welcomed by mail, and in which language (R15). Pure.
import type { MailLanguage } from './company-mail.ts';
import { mailLanguages } from './company-mail.ts';
import type { SyncTemplate } from './sync-template.ts';

/** send: mails go out as soon as a sender is there. hold: when somebody releases them. none: nobody is written to. */
export function decideWelcome(
  { welcomeMail, welcomeFirstLoad }: Pick<SyncTemplate, 'welcomeMail' | 'welcomeFirstLoad'>,
  isFirstLoad: boolean,
): SyncTemplate['welcomeFirstLoad'] {
  if (!welcomeMail) return 'none';
  return isFirstLoad ? welcomeFirstLoad : 'send';
}

/** One address and nothing else: no name around it, no list, no blank, nothing that could begin another header. */
export function isMailAddress(text: string | null | undefined): text is string {
  if (!text || text.length > 254) return false;
  return /^[^\s@<>()[\],;:\\"\p{Cc}]{1,64}@[^\s@<>()[\],;:\\"\p{Cc}]+\.[^\s@<>()[\],;:\\".\p{Cc}]+$/u.test(
    text,
  );
}

/** preferred: what Entra says, such as sv-FI. Another language than the mails' own, or none, is the company's. */
export function decideWelcomeLanguage(preferred: string | null, company: MailLanguage): MailLanguage {
  const [language = ''] = (preferred ?? '').trim().toLowerCase().split(/[-_]/u);
  return mailLanguages.find((known) => known === language) ?? company;
}
