// Doctor's look at the mail server, and at what lies in the outbox: connects, secures the line, signs in, and sends nothing.
import { openMailLine } from '../../mail/mail-line.ts';
import type { MailConfig } from '../../mail/mail-options.ts';
import type { MailFigures } from '../../store/mail-figures.ts';
import { fault, ok, warning } from './finding.ts';
import type { Finding } from './finding.ts';

/** Somebody waits for the answer. */
const patience = { connectMs: 10_000, answerMs: 10_000, endMs: 10_000 };

export async function examineMailServer(
  { sending }: MailConfig,
  password: string | null,
): Promise<Finding[]> {
  if (sending === null) return [ok('mail', 'No mail server is set: mails are kept in the outbox.')];
  const { host, port, tls, user } = sending.server;
  const line = await openMailLine(sending, password, patience);
  if ('trouble' in line) return [fault('mail', line.trouble.message, line.trouble.cure)];
  line.close();
  const how = [
    tls === 'never' ? 'without TLS' : 'over TLS',
    user === null ? 'without signing in' : `signed in as ${user}`,
  ];
  const found = [ok('mail', `The mail server ${host}:${port} answers, ${how.join(', ')}.`)];
  const isHere = /^(localhost|127\.|\[::1\])/.test(host);
  if (tls === 'never' && user !== null && !isHere) {
    const cure = 'Leave ?tls=never out of ROLLCALL_SMTP_URL as soon as the server knows STARTTLS.';
    found.push(warning('mail', `The password goes to ${host} without TLS.`, cure));
  }
  return found;
}

const LONG_SECONDS = 3_600;

/** What lies in the outbox and should not. */
export function decideOutbox(figures: MailFigures, isSending: boolean): Finding[] {
  const { waiting, held, uncertain, failed, oldestWaitingSeconds, server } = figures;
  const found: Finding[] = [];
  if (isSending && oldestWaitingSeconds > LONG_SECONDS && waiting > 0) {
    const hours = Math.floor(oldestWaitingSeconds / 3_600);
    const message = `${waiting} mails wait to be sent; the oldest is ${hours} h old.`;
    const cure = server.trouble
      ? 'The mail server has been in trouble; they go when it takes mails again.'
      : 'See that a serve or work process runs, or run rollcall send-mail; raise ROLLCALL_MAIL_PER_MINUTE if they are simply many.';
    found.push(warning('mail', message, cure));
  }
  if (uncertain + failed > 0) {
    const message = `${failed} mails could not be sent and ${uncertain} are uncertain.`;
    found.push(warning('mail', message, 'Look at them in the outbox, and send again or discard them.'));
  }
  if (held > 0) found.push(ok('mail', `${held} mails are held until somebody releases them.`));
  return found;
}
