// The part of the table of commands that is about what is told: mails, incidents and webhooks.
import type { CommandEntry } from './command-entry.ts';

export const mailCommands: Readonly<Record<string, CommandEntry>> = {
  outbox: {
    words: ['[STATE]', '[TEMPLATE]'],
    about:
      'lists mails, newest first, and tells what to do about those that wait for somebody (- for every state)',
    flags: {},
    load: async () => (await import('./outbox.ts')).outbox,
  },
  mail: {
    words: ['MAIL', '[FILE]'],
    about: 'shows a mail and why it stands as it does; writes its HTML into FILE',
    flags: {},
    load: async () => (await import('./mail.ts')).mail,
  },
  resend: {
    words: ['MAIL|failed|kept', '[ADDRESS]'],
    about:
      'sends a mail again, also to another address; or all that failed, or that were kept without a mail server',
    flags: { '--dry-run': 'tells how many that would be' },
    load: async () => (await import('./resend.ts')).resend,
  },
  'release-mail': {
    words: ['[TEMPLATE]'],
    about: 'sends welcome mails that are held',
    flags: { '--dry-run': 'tells how many that would be' },
    load: async () => (await import('./release-mail.ts')).releaseMail,
  },
  'discard-mail': {
    words: ['MAIL|held|failed|uncertain|kept'],
    about: 'sets a mail aside, or all in a state: they are not sent any more',
    flags: { '--dry-run': 'tells how many that would be' },
    load: async () => (await import('./discard-mail.ts')).discardMail,
  },
  'send-mail': {
    words: [],
    about: 'sends the mails that are due, once; serve and work do so by themselves',
    flags: {},
    load: async () => (await import('./send-mail.ts')).sendMail,
  },
  bounce: {
    words: [],
    about: 'reads a report of an undelivered mail from standard input and marks the mail',
    flags: {},
    load: async () => (await import('./bounce.ts')).bounce,
  },
  incidents: {
    words: [],
    about: 'lists trouble that lasts: since when, what was told and what to do',
    flags: { '--all': 'also what is over' },
    load: async () => (await import('./incidents.ts')).incidents,
  },
  quiet: {
    words: ['INCIDENT', 'UNTIL', '[WHY]'],
    about:
      'does not tell an incident again before a day (YYYY-MM-DD), because somebody knows; - tells it as always',
    flags: {},
    load: async () => (await import('./quiet.ts')).quiet,
  },
  webhooks: {
    words: [],
    about: 'lists where notices go beside mail, and what came of the last message to each',
    flags: {},
    load: async () => (await import('./webhooks.ts')).webhooks,
  },
  replay: {
    words: ['WEBHOOK', '[SINCE]'],
    about:
      'sends again what a webhook was not to be reached with since a day or moment; a week back without one',
    flags: {},
    load: async () => (await import('./replay.ts')).replay,
  },
};
