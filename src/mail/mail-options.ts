// The options of the mail server and of what stands in every mail. A part of the table in config.ts; what is wrong is told
// there with everything else. Whoever sets nothing has mails that are kept and read in the outbox.
import { domainToASCII } from 'node:url';
import type { MailService } from './draft.ts';
import { parseMailAddress, presentMailAddress } from './mail-address.ts';

export const mailOptions = {
  smtpUrl: {
    flag: null,
    variable: 'ROLLCALL_SMTP_URL',
    value: 'URL',
    standard: 'none: mails are kept, and can be read in the outbox',
    about:
      'Mail server: smtp://user:password@host:587 (STARTTLS, demanded unless it is this machine), smtps://… for TLS from the start, or smtp://…?tls=never where the way there is safe without.',
  },
  smtpCa: {
    flag: null,
    variable: 'ROLLCALL_SMTP_CA',
    value: 'FILE',
    standard: 'the usual certificate authorities',
    about: 'PEM file of a certificate authority that the mail server is believed by as well.',
  },
  mailFrom: {
    flag: null,
    variable: 'ROLLCALL_MAIL_FROM',
    value: 'SENDER',
    standard: 'none; needed with ROLLCALL_SMTP_URL',
    about: 'Whom mails are from: Rollcall <rollcall@nordvik.example>.',
  },
  mailReturnPath: {
    flag: null,
    variable: 'ROLLCALL_MAIL_RETURN_PATH',
    value: 'ADDRESS',
    standard: 'the address of ROLLCALL_MAIL_FROM',
    about: 'Where mail servers report what they could not deliver; give those reports to rollcall bounce.',
  },
  mailPerMinute: {
    flag: null,
    variable: 'ROLLCALL_MAIL_PER_MINUTE',
    value: 'N',
    standard: '120',
    about: 'Mails sent in a minute at most, by all processes together, 1 to 6000.',
  },
  serviceName: {
    flag: null,
    variable: 'ROLLCALL_SERVICE_NAME',
    value: 'NAME',
    standard: 'Rollcall',
    about: 'Who runs this installation, as the foot of every mail says: Nordvik Telefoni AB.',
  },
  serviceContact: {
    flag: null,
    variable: 'ROLLCALL_SERVICE_CONTACT',
    value: 'TEXT',
    standard: 'none',
    about: 'How they are reached, in that foot: an address or a telephone number, as people should read it.',
  },
} as const;

/** How the line to the mail server is kept from others: TLS from the start, STARTTLS or not at all, or not. */
type MailServerTls = 'fromStart' | 'startTls' | 'never';

export interface MailServer {
  host: string;
  port: number;
  tls: MailServerTls;
  /** Null: no sign-in. The password is among the secrets. */
  user: string | null;
  /** PEM file. */
  ca: string | null;
}

export interface MailSender {
  /** Shown beside the address; null: the address alone. */
  name: string | null;
  address: string;
}

/** A server that mails can be sent by, and how. */
export interface MailSending {
  server: MailServer;
  from: MailSender;
  /** Where bounces go. */
  returnPath: string;
}

export interface MailConfig {
  /** Null: no mail server, mails are kept. */
  readonly sending: MailSending | null;
  readonly perMinute: number;
  readonly service: MailService;
}

type GiveFault = (option: string, message: string, cure: string) => void;
type Given = (option: { flag: string | null; variable: string | null }) => string | undefined;

/** origin: where the portal is; smtpPassword: null without one, never a part of the configuration. */
export function parseMailOptions(
  given: Given,
  origin: string | null,
  fault: GiveFault,
): { mail: MailConfig; smtpPassword: string | null } {
  const url = given(mailOptions.smtpUrl);
  const parsed = url === undefined ? null : parseServer(url, fault);
  const from = parseSender(given(mailOptions.mailFrom), fault);
  const returnPath = parseReturnPath(given(mailOptions.mailReturnPath), fault);
  if (url !== undefined && given(mailOptions.mailFrom) === undefined) {
    const cure = 'Set ROLLCALL_MAIL_FROM too, such as Rollcall <rollcall@nordvik.example>.';
    fault('ROLLCALL_SMTP_URL', 'There is a mail server, but nobody whom mails are from.', cure);
  }
  const ca = given(mailOptions.smtpCa)?.trim() ?? null;
  const sending = parsed &&
    from && { server: { ...parsed.server, ca }, from, returnPath: returnPath ?? from.address };
  const service = {
    name: parseLine(mailOptions.serviceName, given, fault) ?? 'Rollcall',
    contact: parseLine(mailOptions.serviceContact, given, fault),
    origin,
  };
  const perMinute = parsePerMinute(given(mailOptions.mailPerMinute), fault);
  return { mail: { sending, perMinute, service }, smtpPassword: parsed?.password ?? null };
}

const FORM =
  'Write it as smtp://user:password@mail.example:587 or smtps://user:password@mail.example:465; in user and password, # / ? % : and @ are %23 %2F %3F %25 %3A and %40.';

/** No fault repeats the value: the password is in it. */
function parseServer(
  text: string,
  fault: GiveFault,
): { server: Omit<MailServer, 'ca'>; password: string | null } | null {
  const wrong = (message: string, cure: string) => {
    fault('ROLLCALL_SMTP_URL', message, cure);
    return null;
  };
  const url = URL.parse(text.trim());
  const isSecure = url?.protocol === 'smtps:';
  if (!url || (!isSecure && url.protocol !== 'smtp:'))
    return wrong('That is no mail server’s address.', FORM);
  const host = domainToASCII(decode(url.hostname) ?? '');
  if (host === '') return wrong('The mail server’s name is missing, or no name.', FORM);
  if (url.hash !== '' || !['', '/'].includes(url.pathname)) {
    return wrong('Something follows the mail server’s port.', FORM);
  }
  const tls = parseTls(url, isSecure, host);
  if (tls === null) return wrong('What follows the ? is not known.', 'Write ?tls=never, or leave it out.');
  const user = decode(url.username);
  const password = decode(url.password);
  if (user === null || password === null)
    return wrong('A % in user or password stands for nothing.', 'Write a percent sign as %25.');
  if ((user === '') !== (password === ''))
    return wrong('User and password belong together.', 'Give both, or neither.');
  const port = url.port === '' ? (isSecure ? 465 : 587) : Number(url.port);
  const server = { host, port, tls, user: user === '' ? null : user };
  return { server, password: password === '' ? null : password };
}

/**
 * On the way to another machine a password and people's names are not to be read by anybody who asks: without STARTTLS
 * nothing is sent, unless the owner says so. On this machine nothing leaves it, and local servers' certificates are
 * seldom anybody's.
 */
function parseTls(url: URL, isSecure: boolean, host: string): MailServerTls | null {
  const asked = url.searchParams.get('tls');
  if ([...url.searchParams.keys()].some((key) => key !== 'tls')) return null;
  if (asked !== null && (asked !== 'never' || isSecure)) return null;
  if (isSecure) return 'fromStart';
  return asked === 'never' || isLoopback(host) ? 'never' : 'startTls';
}

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what it seems: told with the other faults.
    return null;
  }
}

function parseSender(text: string | undefined, fault: GiveFault): MailSender | null {
  if (text === undefined) return null;
  const named = /^\s*(?:"([^"<>]*)"|([^"<>]*))\s*<([^<>]*)>\s*$/.exec(text);
  const address = parseMailAddress((named ? (named[3] ?? '') : text).trim());
  const name = (named?.[1] ?? named?.[2] ?? '').trim();
  if (!address || hasControls(name)) {
    const cure = 'Write it as Rollcall <rollcall@nordvik.example>, or the address alone.';
    fault('ROLLCALL_MAIL_FROM', `${JSON.stringify(text)} is nobody whom mails could be from.`, cure);
    return null;
  }
  return { name: name === '' ? null : name, address: presentMailAddress(address) };
}

function parseReturnPath(text: string | undefined, fault: GiveFault): string | null {
  if (text === undefined) return null;
  const address = parseMailAddress(text.trim());
  if (address) return presentMailAddress(address);
  const cure = 'Write an address such as bounces@nordvik.example.';
  fault('ROLLCALL_MAIL_RETURN_PATH', `${JSON.stringify(text)} is no e-mail address.`, cure);
  return null;
}

/**
 * Two a second: far below what mail servers begin to slow down or block at (Exchange Online takes 30 a minute from a
 * mailbox, relays much more), and 5,000 welcome mails are out within the hour.
 */
const PER_MINUTE = 120;

function parsePerMinute(text: string | undefined, fault: GiveFault): number {
  if (text === undefined) return PER_MINUTE;
  const mails = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  if (mails >= 1 && mails <= 6_000) return mails;
  const message = `${JSON.stringify(text)} is not a number of mails.`;
  fault('ROLLCALL_MAIL_PER_MINUTE', message, 'Write a number from 1 to 6000, such as 120.');
  return PER_MINUTE;
}

function parseLine(
  option: typeof mailOptions.serviceName | typeof mailOptions.serviceContact,
  given: Given,
  fault: GiveFault,
): string | null {
  const text = given(option)?.trim();
  if (text === undefined) return null;
  if (!hasControls(text) && text.length <= 200) return text;
  fault(option.variable, 'That is not one line of text.', 'Write one line of at most 200 characters.');
  return null;
}

const hasControls = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);
