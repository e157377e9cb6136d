// An e-mail address as mail servers know it: taken apart, checked, its domain in ASCII. Stricter than what the standards
// allow and wider than what people use: no quoted names, no comments, no routes, and nothing that could begin another
// header or command. Pure.
import { domainToASCII } from 'node:url';

export interface MailAddress {
  /** Before the @, as written. */
  local: string;
  /** ASCII (räka.example → xn--rka-qla.example), lower case. */
  domain: string;
}

/** Null: no address that a mail could go to. */
export function parseMailAddress(text: string): MailAddress | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const written = text.slice(at + 1);
  if (at < 1 || local.length > 64 || text.length > 254) return null;
  // Atoms with dots between; letters of any language, for servers that know SMTPUTF8.
  if (!/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local))
    return null;
  // Checked before too: a web address's rules would let a path or a port through.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(written)) return null;
  const domain = domainToASCII(written);
  const labels = domain.split('.');
  const areRight = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // A last label of digits is an IP address: nobody's mail.
  if (!areRight || labels.length < 2 || /^\d+$/.test(labels.at(-1) ?? '')) return null;
  return { local, domain };
}

/** As it goes to the server. */
export function presentMailAddress({ local, domain }: MailAddress): string {
  return `${local}@${domain}`;
}

/** Whether a mail could go there. */
export function isMailAddress(text: string | null | undefined): text is string {
  return typeof text === 'string' && parseMailAddress(text) !== null;
}
