// What the server refuses whatever it was asked for, and of signing in, by its code: a sentence and what to do. A test finds the codes in
// the sources, and fails when one has no words. English.
import type { ProblemWords } from '../sv/problems.ts';

export const problems: Readonly<Record<string, ProblemWords>> = {
  offline: { text: 'The server does not answer.', cure: 'Wait a while and try again.' },
  portal: { text: 'The portal made a mistake.', cure: 'Load the page again.' },
  unreadable: { text: 'The server gave an answer that can not be read.', cure: 'Try again in a while.' },
  internal: {
    text: 'Rollcall made a mistake, and nothing says that it was done.',
    cure: 'See whether it was done. Send the reference to whoever looks after Rollcall.',
  },
  notAllowed: {
    text: 'Your role does not allow that.',
    cure: 'Ask somebody who may, or ask for another role.',
  },
  changed: {
    text: 'Somebody else has changed it in the meantime.',
    cure: 'Load it again and make your change again.',
  },
  conflict: {
    text: 'Somebody else has just done something that this clashes with.',
    cure: 'Load it again, and repeat it if it is still wanted.',
  },
  tooManyRequests: { text: 'Too many requests came at once.', cure: 'Wait some seconds and try again.' },
  'database.unavailable': {
    text: 'The database can not be used at the moment.',
    cure: 'Wait a while and try again.',
  },
  'database.busy': { text: 'The database was busy with the same things.', cure: 'Try again in a moment.' },
  notFound: { text: 'It is not there, or not any more.', cure: 'Go to the list and see what there is.' },
  method: { text: 'It can not be done like this.', cure: 'Load the page again.' },
  'input.invalid': { text: 'Something in the form is not right.', cure: 'Correct what is marked.' },
  'json.malformed': { text: 'The text is not valid JSON.', cure: 'Correct what is marked.' },
  'body.tooLarge': { text: 'It is too large to be taken at once.', cure: 'Send less at a time.' },
  'body.type': {
    text: 'The server does not take content of that kind.',
    cure: 'Load the page again and try again.',
  },
  'cursor.invalid': { text: 'The list has changed since it was first shown.', cure: 'Load the list again.' },
  'ifMatch.missing': {
    text: 'It does not say which version is changed.',
    cure: 'Load it again and make your change again.',
  },
  'idempotencyKey.busy': { text: 'It is being done already.', cure: 'Wait a moment.' },
  'idempotencyKey.reused': {
    text: 'It has been done already, with other values.',
    cure: 'Load it again and look.',
  },
  'idempotencyKey.invalid': {
    text: 'It can not be sent like this.',
    cure: 'Load the page again and try again.',
  },
  csrf: { text: 'The session has changed in the meantime.', cure: 'Load the page again and try again.' },
  origin: {
    text: 'Rollcall was opened at another address than its own.',
    cure: 'Open Rollcall at its own address. If it is that, ask whoever runs the server to set ROLLCALL_ORIGIN.',
  },
  'signIn.required': { text: 'You are not signed in.', cure: 'Sign in.' },
  'signIn.wrong': {
    text: 'The e-mail address and the password do not belong together.',
    cure: 'Check both.',
  },
  'signIn.slowed': { text: 'There were too many wrong passwords.', cure: 'Wait a while and try again.' },
  'password.wrong': { text: 'The password is wrong.', cure: 'Enter the one that you sign in with today.' },
  'password.none': {
    text: 'You sign in with the company account and have no password here.',
    cure: 'Change it there. Another administrator can send you a link to choose a password here.',
  },
  'email.taken': {
    text: 'Another administrator has that e-mail address.',
    cure: 'Enter another address. The person may have been invited already.',
  },
  'link.over': {
    text: 'The link has been used, is too old, or is not complete.',
    cure: 'Copy the whole link, or ask an administrator for a new one.',
  },
  'firstAdministrator.exists': {
    text: 'There is an administrator already.',
    cure: 'Sign in, or ask an operator for an invitation.',
  },
  'administrator.disabled': { text: 'The person is shut out.', cure: 'Let the person in again first.' },
  'operator.last': {
    text: 'This is the last operator who can sign in.',
    cure: 'Invite another operator first, and wait until the invitation has been taken.',
  },
  'oidc.failed': {
    text: 'The sign-in was not begun in this browser, or too long ago.',
    cure: 'Start again from the sign-in page.',
  },
  'oidc.refused': {
    text: 'The company’s sign-in did not let you in.',
    cure: 'Start again and follow what it asks for.',
  },
  'oidc.unavailable': { text: 'The company’s sign-in does not answer.', cure: 'Wait a while and try again.' },
  'oidc.unknown': {
    text: 'You are signed in at the company, but are no administrator of Rollcall.',
    cure: 'Ask an administrator to invite your address.',
  },
  'oidc.unverified': {
    text: 'The company’s sign-in does not vouch that the e-mail address is yours.',
    cure: 'Verify the address there.',
  },
  'oidc.otherPerson': {
    text: 'The administrator with that address has signed in with another account before.',
    cure: 'Sign in with that account, or ask an administrator to invite you anew.',
  },
  'name.taken': { text: 'The name is taken.', cure: 'Choose another name.' },
  'company.unknown': { text: 'There is no such company.', cure: 'Choose one that exists.' },
};
