// What the server refuses of numbers, dates, settings templates, incidents, mails and webhooks, by its code: a sentence and what to do. English.
import type { ProblemWords } from '../sv/problems.ts';

export const problemsOfOffice: Readonly<Record<string, ProblemWords>> = {
  'number.assigned': {
    text: 'Somebody has a number of that range.',
    cure: 'Choose another, or give the user another number first.',
  },
  'number.reserved': { text: 'A number of that range is reserved already.', cure: 'Choose another.' },
  'number.service': {
    text: 'A number of that range is a service number.',
    cure: 'Reserve the numbers around it; this one nobody gets.',
  },
  'number.notReserved': {
    text: 'Nothing of that range is reserved.',
    cure: 'Look at the number: it says what it is and why.',
  },
  'number.notCooling': {
    text: 'The number is not cooling.',
    cure: 'Only a number that was given up and still cools can be freed.',
  },
  'number.noteTooLong': { text: 'The note is too long.', cure: 'Say it in fewer words.' },
  'numberSeries.full': {
    text: 'No number of the series is free.',
    cure: 'Extend the series, free a number of it, or choose another series.',
  },
  'numberSeries.unknown': {
    text: 'There is no such series.',
    cure: 'Choose one of the company’s number series.',
  },
  'numberSeries.invalid': { text: 'The number series are not right.', cure: 'Correct what is marked.' },
  'callerId.unknown': {
    text: 'The number is not one of the company’s.',
    cure: 'Choose a number of its series, or one that a user has.',
  },
  'date.invalid': { text: 'That is no date.', cure: 'Write it as 2026-12-24.' },
  'date.past': { text: 'The date has come already.', cure: 'Give a date to come.' },
  'date.early': {
    text: 'The user is not deleted before that anyway.',
    cure: 'Give a later date, or delete the user now.',
  },
  'date.late': {
    text: 'The date is more than half a year away.',
    cure: 'Give an earlier date; it can be put off again.',
  },
  'settingsTemplate.unknown': {
    text: 'There is no such settings template any more.',
    cure: 'Choose one of the company’s.',
  },
  'settingsTemplate.used': {
    text: 'The settings template is in use.',
    cure: 'Choose another where it is used, and delete it then.',
  },
  'settingsTemplate.previewFirst': {
    text: 'A filter can meet other users than you think.',
    cure: 'Make a preview first.',
  },
  'settingsTemplate.applyChanged': {
    text: 'It would not be as in the preview any more, and nothing was changed.',
    cure: 'Make a new preview, and apply that one.',
  },
  'incident.unknown': { text: 'There is no such incident any more.', cure: 'Look at the list of incidents.' },
  'incident.closed': { text: 'The incident is over.', cure: 'Nothing to do: it is not told again.' },
  'mail.unknown': { text: 'There is no such mail any more.', cure: 'Look at the outbox again.' },
  'mail.changed': {
    text: 'The mail has changed in the meantime.',
    cure: 'Look at it as it is now, and decide again.',
  },
  'mail.sending': { text: 'The mail is being sent right now.', cure: 'Wait a moment.' },
  'mail.double': {
    text: 'The mail server took it before: whoever got it gets it again.',
    cure: 'Nothing to do, if that is what you want.',
  },
  'mail.mayBeDouble': {
    text: 'It may have arrived the first time.',
    cure: 'Ask the receiver, if getting it twice would do harm.',
  },
  'mail.forgotten': {
    text: 'What the mail told was deleted when the company’s retention time was over.',
    cure: 'The history shows what is kept.',
  },
  'mail.noAddress': {
    text: 'The user has no e-mail address now.',
    cure: 'Say where to send it, or map an address for the user.',
  },
  'mail.userGone': {
    text: 'The user is gone, so there is nobody to welcome.',
    cure: 'Discard the mail. A user who is made anew has one of its own.',
  },
  'mail.userLeaving': {
    text: 'The user is leaving, so there is nobody to welcome.',
    cure: 'Hold the user if it stays, or discard the mail.',
  },
  'to.invalid': { text: 'The address is no e-mail address.', cure: 'Write it as name@company.example.' },
  'to.missing': { text: 'There is no address to send to.', cure: 'Give an e-mail address.' },
  'to.notKnown': {
    text: 'The address gets no mail of this company.',
    cure: 'Send it to yourself, to an administrator of the company, or to an address that a template writes to.',
  },
  'welcome.none': {
    text: 'The user gets no welcome mail.',
    cure: 'Choose a user who stays and has an e-mail address, or see it for a made-up one.',
  },
  'webhook.noUrl': { text: 'The webhook has no address yet.', cure: 'Give its address.' },
  'webhook.notSigned': {
    text: 'What goes to Teams and Slack is not signed.',
    cure: 'Only webhooks of the shape json have a secret.',
  },
  'webhook.off': {
    text: 'The webhook is switched off.',
    cure: 'Test it, switch it on, then send what it has missed.',
  },
  'webhooks.tooMany': {
    text: 'The company has as many webhooks as it can have.',
    cure: 'Delete one that is not needed, or let several receivers share one.',
  },
  'delivery.unknown': {
    text: 'There is no such delivery any more.',
    cure: 'Look at the list of deliveries.',
  },
  'delivery.waiting': { text: 'The delivery waits to be sent already.', cure: 'Wait, or test the webhook.' },
};
