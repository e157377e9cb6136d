// A mail laid out ─▶ the message as RFC 5322 wants it. Its Message-ID is made from the mail's own id, so that a mail that is
// sent twice is known to be one; and it says that no person wrote it, so that nobody's holiday answers.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailContent } from './draft.ts';
import { parseMailAddress, presentMailAddress } from './mail-address.ts';
import type { MailSender } from './mail-options.ts';

export interface Letter {
  id: string;
  /** As presentMailAddress gives it. */
  to: string;
  from: MailSender;
  /** What an administrator has set; left out when it is no address. */
  replyTo: string | null;
  content: MailContent;
  at: Date;
}

export async function presentMessage({ id, to, from, replyTo, content, at }: Letter): Promise<Buffer> {
  const answers = replyTo === null ? null : parseMailAddress(replyTo);
  const composer = new MailComposer({
    messageId: presentMessageId(id, from),
    date: at,
    // As values and not as text to be taken apart again: a name with < or , stays a name.
    from: from.name === null ? from.address : { name: from.name, address: from.address },
    to: { name: '', address: to },
    ...(answers && { replyTo: { name: '', address: presentMailAddress(answers) } }),
    subject: presentLine(content.subject),
    text: content.text,
    html: content.html,
    attachments: content.images.map(({ cid, type, bytes }) => ({
      cid,
      content: bytes,
      contentType: type,
      contentDisposition: 'inline',
      filename: false,
    })),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return composer.compile().build();
}

/** The mail's own id at the sender's domain, with angle brackets. */
function presentMessageId(id: string, from: MailSender): string {
  return `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;
}

/** What is no line can be no header. */
function presentLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
