// What a mail server's answer, or its silence, comes to: for this mail, or for all of them. Pure. A server says no to one
// mail (4xx: not now, 5xx: never), or there is trouble with the server itself, which no mail is to blame for.

/** Trouble with the server: told as it is, with what to do. */
export interface MailTrouble {
  code:
    | 'mail.unreachable'
    | 'mail.silent'
    | 'mail.tls'
    | 'mail.signInRefused'
    | 'mail.senderRefused'
    | 'mail.busy'
    | 'mail.protocol'
    | 'mail.refusesAll'
    | 'mail.caUnreadable';
  message: string;
  cure: string;
}

export type SendOutcome =
  | { is: 'sent'; answer: string }
  /** notNow: it may take it later. never: not this mail. */
  | { is: 'refused'; how: 'notNow' | 'never'; answer: string }
  /** It had all of the mail and said nothing: nobody knows. */
  | { is: 'unanswered'; why: string }
  /** The server did not get all of it. */
  | { is: 'trouble'; trouble: MailTrouble };

/** What the library says of a failure. */
export interface SmtpFault {
  message: string;
  /** Its own, such as ETLS. */
  code: string;
  /** The system's, such as ECONNREFUSED. */
  systemCode: string;
  /** That was under way, such as RCPT TO. */
  command: string;
  /** The server's words; null when it said none. */
  answer: string | null;
}

/** isEnded: the end of the mail had been sent, so that the server may have it. */
export function decideOutcome(fault: SmtpFault, isEnded: boolean, server: string): SendOutcome {
  const { answer, command } = fault;
  const digit = answer?.[0];
  const isAnswered = digit === '4' || digit === '5';
  if (isEnded && !isAnswered) {
    const why = answer === null ? fault.message : `${fault.message} (${presentAnswer(answer)})`;
    return { is: 'unanswered', why: `The line broke before the mail server had answered: ${why}` };
  }
  // Too large for what the server announced: told by the library, not by the server.
  if (fault.code === 'EMESSAGE' && answer === null)
    return { is: 'refused', how: 'never', answer: fault.message };
  // Told beside the sender, and said of this mail.
  if (isOfSender(fault) && answer !== null && /^5\d\d[ -]5\.3\.4\b/.test(answer))
    return { is: 'refused', how: 'never', answer: presentAnswer(answer) };
  if (isAnswered && answer !== null && !answer.startsWith('421') && /^(RCPT TO|DATA)/.test(command))
    return { is: 'refused', how: digit === '4' ? 'notNow' : 'never', answer: presentAnswer(answer) };
  return { is: 'trouble', trouble: presentTrouble(fault, server) };
}

/** server: host and port, for the message. */
export function presentTrouble(fault: SmtpFault, server: string): MailTrouble {
  const { code, systemCode, answer } = fault;
  const said = answer === null ? fault.message : presentAnswer(answer);
  // 4xx to the sender: too many mails, a full disk. It is not the address that is wrong.
  if (answer !== null && (answer.startsWith('421') || (answer.startsWith('4') && isOfSender(fault)))) {
    const message = `The mail server ${server} takes nothing just now: ${said}`;
    return { code: 'mail.busy', message, cure: 'Wait: it is tried again. Raise its limits if it lasts.' };
  }
  if (code === 'EAUTH') return presentSignIn(said, server);
  if (isOfTls(fault)) return presentTls(fault.message, server);
  if (isOfSender(fault)) {
    const message = `The mail server ${server} refuses our sender: ${said}`;
    const cure =
      'Let the user of ROLLCALL_SMTP_URL send as ROLLCALL_MAIL_FROM, or set the latter to one it may.';
    return { code: 'mail.senderRefused', message, cure };
  }
  if (code === 'ETIMEDOUT' && !/Connection timeout/.test(fault.message)) {
    const message = `The mail server ${server} says nothing: ${said}`;
    const isGreeting = /greeting/i.test(fault.message);
    const cure = isGreeting
      ? 'Write smtps:// if the port has TLS from the start (mostly 465); else see what it is busy with. It is tried again.'
      : 'See what it is busy with; it is tried again.';
    return { code: 'mail.silent', message, cure };
  }
  if (answer !== null || code === 'EPROTOCOL') {
    const message = `The mail server ${server} answered what it should not: ${said}`;
    const cure = 'See that ROLLCALL_SMTP_URL names a mail server’s submission port, mostly 587 or 465.';
    return { code: 'mail.protocol', message, cure };
  }
  const message = `The mail server ${server} cannot be reached: ${said}`;
  const cure =
    systemCode === 'ENOTFOUND' || code === 'EDNS'
      ? 'Correct the host in ROLLCALL_SMTP_URL, or see to the name server.'
      : 'See that it runs, that the port in ROLLCALL_SMTP_URL is right, and that the way there is open.';
  return { code: 'mail.unreachable', message, cure };
}

const isOfSender = ({ command }: SmtpFault): boolean => command.startsWith('MAIL FROM');

/** Also a server that hangs up or falls silent in the middle of the handshake. */
function isOfTls({ code, systemCode, message }: SmtpFault): boolean {
  return (
    code === 'ETLS' ||
    /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO$)/.test(systemCode) ||
    /secure TLS connection|TLS handshake/.test(message)
  );
}

function presentSignIn(said: string, server: string): MailTrouble {
  const message = `The mail server ${server} refuses the sign-in: ${said}`;
  const cure =
    'Correct user and password in ROLLCALL_SMTP_URL (# / ? % : and @ percent-encoded) and see that the server lets that user send by SMTP.';
  return { code: 'mail.signInRefused', message, cure };
}

function presentTls(said: string, server: string): MailTrouble {
  const message = `The line to the mail server ${server} cannot be secured: ${said}`;
  const cure =
    'Use the name in the server’s certificate, name its authority in ROLLCALL_SMTP_CA, write smtps:// for a port with TLS from the start and smtp:// for STARTTLS, or ?tls=never where the way there is safe.';
  return { code: 'mail.tls', message, cure };
}

/** A server's words as they are kept and shown: one line, bounded. */
export function presentAnswer(answer: string): string {
  const line = answer.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

const NO_SUCH_USER =
  /(user|recipient|address) (is )?unknown|(unknown|invalid|no such) (user|recipient|address)|mailbox/i;

/**
 * Refusals that speak of who asks and not of who should get it: no user (5.1.x, 5.2.x, and Exchange Online's 5.4.1) is an
 * address's fault, and the next one may be right; "relaying denied" or "sign in first" may be said to everybody.
 */
export function isAboutUs(answer: string): boolean {
  return !/^\d{3}[ -]5\.([12]\.\d|4\.1\b)/.test(answer) && !NO_SUCH_USER.test(answer);
}
