// The company's "mail" key: how its mails look and what its welcome mail says. Everything that would only be found when a mail is sent
// is told here: words with the very place in them, the logo by its bytes, links that mails do not follow.
import { matchWordFaults } from '../mail/check-words.ts';
import { parseLogo } from '../mail/logo.ts';
import { matchHref } from '../mail/plain-text.ts';
import { companyMailDefaults, mailLanguages } from '../plan/company-mail.ts';
import type { CompanyMail, WelcomeWords } from '../plan/company-mail.ts';
import {
  fault,
  faultOfType,
  parseMail,
  parseMembers,
  parseNullable,
  parseText,
  presentOffset,
} from './spot.ts';
import type { Spot } from './spot.ts';

const MOST_HELP = 120;

const parsers: { [K in keyof CompanyMail]: (spot: Spot) => CompanyMail[K] | undefined } = {
  welcome: parseWelcome,
  logo: (spot) => parseNullable(spot, parseLogoText),
  link: (spot) => parseNullable(spot, parseLink),
  help: (spot) => parseNullable(spot, (given) => parseText(given, MOST_HELP)),
  replyTo: (spot) => parseNullable(spot, parseMail),
};

/** A whole: what is not given is as it is without. */
export function parseCompanyMail(spot: Spot): CompanyMail | undefined {
  const members = parseMembers(spot, Object.keys(parsers), '"mail"');
  if (!members) return undefined;
  const values: Record<string, unknown> = { ...companyMailDefaults };
  let isRight = true;
  for (const [key, parse] of Object.entries(parsers)) {
    const member = members.get(key);
    if (!member) continue;
    values[key] = parse(member);
    isRight &&= values[key] !== undefined;
  }
  return isRight ? (values as unknown as CompanyMail) : undefined;
}

function parseWelcome(spot: Spot): CompanyMail['welcome'] | undefined {
  const members = parseMembers(spot, mailLanguages, '"welcome"');
  if (!members) return undefined;
  const welcome: CompanyMail['welcome'] = {};
  let isRight = true;
  for (const language of mailLanguages) {
    const member = members.get(language);
    const words = member ? parseNullable(member, parseWords) : null;
    if (words === undefined) isRight = false;
    else if (words !== null) welcome[language] = words;
  }
  return isRight ? welcome : undefined;
}

function parseWords(spot: Spot): WelcomeWords | undefined {
  const members = parseMembers(spot, ['subject', 'body'], 'the words of a language');
  if (!members) return undefined;
  const [subject, body] = [members.get('subject'), members.get('body')];
  if (!subject || !body) {
    const missing = subject ? 'body' : 'subject';
    return fault(
      spot,
      `The words have no "${missing}".`,
      'Write both "subject" and "body", or leave the language out.',
    );
  }
  const parts = { subject, body };
  for (const part of [subject, body])
    if (part.node.type !== 'string') return faultOfType(part, 'a text', 'Write it in double quotes.');
  const words = { subject: String(subject.node.value), body: String(body.node.value) };
  const faults = matchWordFaults(words);
  for (const { part, offset, line, column, message, cure } of faults) {
    const place = part === 'body' ? `Line ${line}, column ${column} of the text: ` : `Character ${column}: `;
    fault(parts[part], place + message, cure, presentOffset(parts[part], offset));
  }
  return faults.length > 0 ? undefined : words;
}

function parseLogoText(spot: Spot): string | undefined {
  const value: unknown = spot.node.value;
  if (typeof value !== 'string')
    return faultOfType(spot, 'a picture as a data: URL', 'Write it in double quotes.');
  const logo = parseLogo(value);
  return 'fault' in logo ? fault(spot, logo.fault, logo.cure) : value;
}

function parseLink(spot: Spot): string | undefined {
  const value = parseText(spot, 2_000);
  if (value === undefined) return undefined;
  if (/^https:/iu.test(value) && matchHref(value) !== null) return value;
  const cure = 'Write the whole address as the browser shows it, beginning with https://.';
  return fault(spot, `${JSON.stringify(value)} is not the address of a page that mails can lead to.`, cure);
}
