// Words of the page profile, English.
import type { profile as shape } from '../sv/profile.ts';

export const profile: typeof shape = {
  title: 'My profile',
  about: { title: 'Particulars', text: 'This is how other administrators see you.' },
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  emailText: 'You sign in with it.',
  currentPassword: 'Current password',
  currentForEmail: 'Needed to change the e-mail address.',
  faults: {
    firstName: 'First name must have at least 2 characters. Numbers and special characters are not allowed.',
    lastName: 'Last name must have at least 1 character. Numbers and special characters are not allowed.',
    email: 'Enter a valid email.',
    currentPassword: 'The password is wrong. Enter the one that you sign in with today.',
    newPassword:
      'Choose another: at least 12 characters, nothing that everybody guesses, and not your name, your address or the password of today.',
  },
  saved: 'The changes are saved',
  looks: { title: 'Language and theme', text: 'At once, here and wherever you sign in next.' },
  password: {
    title: 'Password',
    text: 'When you change the password you are signed out at once. Sign in again with the new one.',
    new: 'New password',
    newText: 'At least 12 characters. A few words in a row are fine.',
    again: 'The new password once more',
    differ: 'The two passwords differ.',
    change: 'Change password',
    changed: 'The password is changed. Sign in with the new one.',
    none: 'You sign in with the company account and have no password here. Change it there.',
  },
  keys: {
    title: 'Keyboard shortcuts',
    text: 'For this device.',
    single: 'Shortcuts of a single key',
    singleText:
      'The signs / and ? do something while you are not typing. Turn them off if you dictate or press them by mistake.',
    show: 'Show all shortcuts',
  },
  sessions: {
    title: 'Sessions',
    text: 'The devices on which you are signed in.',
    device: 'Device',

    since: 'Signed in',
    seen: 'Last used',
    deeds: 'Actions',
    this: 'This device',
    unknown: 'Unknown device',
    on: (browser, system) => `${browser} on ${system}`,
    end: 'End',
    endOf: (device) => `End the session on ${device}`,
    ended: 'The session has ended',
    endOthers: 'End all others',
    othersEnded: 'All other sessions have ended',
  },
};
