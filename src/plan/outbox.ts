// The outbox as people meet it: states and kinds of mail, what may be done with a mail in which state, and what is said about
// it. Mails are never sent twice by themselves (R15): whoever sends one again is told what that may come to. Pure.
import type { MailKind, MailState } from './mail-states.ts';

/** Code, sentence, and what to do about it. */
export interface MailWord {
  code: string;
  message: string;
  cure: string;
}

/** States from which somebody may set a mail aside; it may be sent from all but while it is being sent. */
export const discardable = [
  'held',
  'waiting',
  'kept',
  'uncertain',
  'failed',
] as const satisfies readonly MailState[];

/** What a mail is that can be sent by hand. */
export interface MailStanding {
  state: MailState;
  kind: MailKind;
  /** Whether the user whom it is about is in the directory; null: it is about none. */
  hasUser: boolean | null;
  /** Whether that user is confirmed gone, and nobody holds her. */
  isLeaving: boolean;
  /** Where it would go; null: nowhere is known. */
  to: string | null;
  /** Whether what it tells is still known. */
  isKnown: boolean;
}

/** What stands in the way of sending; null: nothing. */
export function decideSend({ state, kind, hasUser, isLeaving, to, isKnown }: MailStanding): MailWord | null {
  if (state === 'sending') return beingSent;
  if (kind === 'welcome' && hasUser !== true) {
    return {
      code: 'mail.userGone',
      message: 'The user is no longer in the directory, so there is nobody to welcome.',
      cure: 'Discard the mail if it still waits; a user who is made anew has a welcome mail of its own.',
    };
  }
  if (kind === 'welcome' && isLeaving) {
    return {
      code: 'mail.userLeaving',
      message: 'The user is leaving, so there is nobody to welcome.',
      cure: 'Hold the user if she stays, and send it then; or discard the mail.',
    };
  }
  if (!isKnown) {
    return {
      code: 'mail.forgotten',
      message: 'What the mail told was deleted when the company’s retention time was over.',
      cure: 'The history of runs shows what is kept.',
    };
  }
  if (to !== null) return null;
  return {
    code: 'mail.noAddress',
    message: 'The user has no mail address now.',
    cure: 'Say where to send it, or map an address for the user.',
  };
}

/** What stands in the way of discarding; null: nothing. */
export function decideDiscard(state: MailState): MailWord | null {
  if ((discardable as readonly MailState[]).includes(state)) return null;
  if (state === 'sending') return beingSent;
  const message = state === 'sent' ? 'The mail is sent already.' : 'The mail is discarded already.';
  return { code: `mail.${state}`, message, cure: 'Nothing to do.' };
}

const beingSent: MailWord = {
  code: 'mail.sending',
  message: 'The mail is being sent at this moment.',
  cure: 'Look again in a minute, and decide then.',
};

/** What whoever sends it has to know; empty: nothing. `sentAt`: when a server took it before. */
export function presentSendWarnings(state: MailState, kind: MailKind, sentAt: Date | null): MailWord[] {
  if (state === 'uncertain') {
    return [
      {
        code: 'mail.mayBeDouble',
        message: 'It may have arrived the first time: the line broke before the mail server had answered.',
        cure: kind === 'welcome' ? 'Ask the user, if getting it twice would do harm.' : 'Nothing to do.',
      },
    ];
  }
  if (sentAt === null) return [];
  return [
    {
      code: 'mail.double',
      message: 'The mail server took it before: whoever got it then gets it again.',
      cure: 'Nothing to do, if that is what you want.',
    },
  ];
}

/** Why a mail stands as it does. answer: the server's, or what was written when it came into this state. */
export function presentMailWhy(state: MailState, answer: string | null): MailWord {
  const [message, cure] = words[state];
  return { code: `mail.${state}`, message: answer === null ? message : `${message} ${answer}`, cure };
}

const words: Record<MailState, [string, string]> = {
  held: ['It is held until somebody releases it.', 'Release it, or discard it.'],
  waiting: ['It waits to be sent.', 'Nothing to do.'],
  sending: ['It is being sent.', 'Nothing to do.'],
  sent: ['The mail server took it.', 'Nothing to do.'],
  kept: [
    'No mail server is set, so it is kept here.',
    'Set ROLLCALL_SMTP_URL and ROLLCALL_MAIL_FROM, and send it; or read it here.',
  ],
  uncertain: [
    'It may have been sent, and is not sent again by itself.',
    'Ask whether it arrived; if not, send it again.',
  ],
  failed: ['It could not be sent.', 'Mend what the mail server says, and send it again; or discard it.'],
  discarded: ['It is not sent any more.', 'Send it again if it was wanted after all.'],
};
