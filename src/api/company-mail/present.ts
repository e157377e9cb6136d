// How a company's mails look, as the API shows it, and what is wrong in settings that are only tried.
import type { z } from '@hono/zod-openapi';
import { parseCompanyMail } from '../../document/parse-company-mail.ts';
import { parseSyntax } from '../../document/syntax.ts';
import { matchWordFaults } from '../../mail/check-words.ts';
import { presentLogo } from '../../mail/logo.ts';
import { welcomeStart } from '../../mail/messages/welcome-start.ts';
import { mailLanguages } from '../../plan/company-mail.ts';
import type { CompanyMail, WelcomeWords } from '../../plan/company-mail.ts';
import { presentSampleFields } from '../../run/preview-welcome.ts';
import type { Company } from '../../store/companies.ts';
import type { companyMailSchema, newCompanyMailSchema, previewSchema, wordsStartSchema } from './schema.ts';

export function presentCompanyMail(mail: CompanyMail): z.infer<typeof companyMailSchema> {
  const { welcome, logo, link, help, replyTo } = mail;
  // The database keeps no order of keys, and the tag goes by the order.
  const words = (said: WelcomeWords | undefined) =>
    said ? { subject: said.subject, body: said.body } : null;
  return { welcome: { sv: words(welcome.sv), en: words(welcome.en) }, logo, link, help, replyTo };
}

/** For the audit log: the logo as what it is. */
export function presentAudited(mail: CompanyMail) {
  return { ...presentCompanyMail(mail), logo: mail.logo === null ? null : presentLogo(mail.logo) };
}

/** example: for the made-up user of previews. */
export function presentStart(company: Company): z.infer<typeof wordsStartSchema> {
  return { fields: presentSampleFields(company), start: welcomeStart };
}

type Faults = z.infer<typeof previewSchema>['faults'];

/** The document's own checks, with places in the words and not in a body that a program has written. */
export function checkTried(asked: z.infer<typeof newCompanyMailSchema>): {
  mail: CompanyMail | null;
  faults: Faults;
} {
  const root = parseSyntax(JSON.stringify(asked));
  if ('faults' in root) return { mail: null, faults: root.faults.map(presentOther) };
  const mail = parseCompanyMail(root) ?? null;
  const inWords = mailLanguages.flatMap((language): Faults => {
    const words = asked.welcome?.[language];
    if (!words) return [];
    return matchWordFaults(words).map(({ part, line, column, message, cure }) => ({
      path: `mail.welcome.${language}.${part}`,
      line,
      column,
      message,
      cure,
    }));
  });
  const others = root.reading.faults.filter(
    ({ key, message }) => !isOfWords.test(key) || !isPlaced.test(message),
  );
  return { mail, faults: [...inWords, ...others.map(presentOther)] };
}

const isOfWords = /^welcome\.(sv|en)\.(subject|body)$/u;
// As parse-company-mail.ts says them, which are told from the words themselves.
const isPlaced = /^(Line \d+, column \d+ of the text|Character \d+): /u;

const presentOther = ({ key, message, cure }: { key: string; message: string; cure: string }) => ({
  path: key === '' ? 'mail' : `mail.${key}`,
  line: null,
  column: null,
  message,
  cure,
});
