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
  if (isAnswered && answer !== null && !answer.startsWith('421') && /^(RCPT TO|DATA)/.test(command))
    return { is: 'refused', how: digit === '4' ? 'notNow' : 'never', answer: presentAnswer(answer) };
  return { is: 'trouble', trouble: presentTrouble(fault, server) };
}

/** server: host and port, for the message. */
export function presentTrouble(fault: SmtpFault, server: string): MailTrouble {
  const { code, systemCode, command, answer } = fault;
  const said = answer === null ? fault.message : presentAnswer(answer);
  if (answer !== null && answer.startsWith('421')) {
    const message = `The mail server ${server} takes nothing just now: ${said}`;
    return { code: 'mail.busy', message, cure: 'Wait: it is tried again. Raise its limits if it lasts.' };
  }
  if (code === 'EAUTH') return presentSignIn(said, server);
  if (code === 'ETLS' || /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO$)/.test(systemCode))
    return presentTls(fault.message, server);
  if (command.startsWith('MAIL FROM')) {
    const message = `The mail server ${server} refuses our sender: ${said}`;
    const cure =
      'Let the user of ROLLCALL_SMTP_URL send as ROLLCALL_MAIL_FROM, or set the latter to one it may.';
    return { code: 'mail.senderRefused', message, cure };
  }
  if (code === 'ETIMEDOUT' && !/Connection timeout/.test(fault.message)) {
    const message = `The mail server ${server} says nothing: ${said}`;
    return { code: 'mail.silent', message, cure: 'See what it is busy with; it is tried again.' };
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

/**
 * Refusals that speak of who asks and not of who should get it: no user (5.1.x, 5.2.x) is an address's fault, and the
 * next one may be right; "relaying denied" or "sign in first" may be said to everybody.
 */
export function isAboutUs(answer: string): boolean {
  return !/^\d{3}[ -]5\.[12]\.\d/.test(answer) && !/user unknown|no such user|mailbox/i.test(answer);
}
