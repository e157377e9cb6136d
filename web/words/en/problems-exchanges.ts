// What the server refuses of exchanges and of users there, by its code: a sentence and what to do. English.
import type { ProblemWords } from '../sv/problems.ts';

export const problemsOfExchanges: Readonly<Record<string, ProblemWords>> = {
  'targets.tooMany': {
    text: 'The company has as many exchanges as it can have.',
    cure: 'Delete one that is not needed.',
  },
  'target.sameExchange': {
    text: 'Another of the company’s exchanges in Rollcall writes to the same exchange already.',
    cure: 'Change that one, or give another address.',
  },
  'settingsTemplate.mapped': {
    text: 'The settings template says what users may do at an exchange.',
    cure: 'Give its users another one first, and then take it out of the exchange’s settings.',
  },
  'target.ending': {
    text: 'The exchange is ending: its users are removed there.',
    cure: 'Wait, or delete it and leave there what is left.',
  },
  'target.unknown': {
    text: 'There is no such exchange.',
    cure: 'Look at the list of exchanges.',
  },
  'target.noSecret': {
    text: 'The exchange has no password or token.',
    cure: 'Give it first.',
  },
  'target.notActive': {
    text: 'The exchange is not active, so nothing is asked there.',
    cure: 'Resume it first.',
  },
  'targetUser.entryUnknown': {
    text: 'There is no such entry at the exchange any more.',
    cure: 'Look at the list again.',
  },
  'targetUser.entryOwned': {
    text: 'The entry is another user’s already.',
    cure: 'Look at the list again.',
  },
  'targetUser.hasEntry': {
    text: 'The user has an entry of her own at this exchange.',
    cure: 'Leave the other entry as it is, or remove hers first.',
  },
  'targetUser.accountForm': {
    text: 'The account has other signs than a–z, 0–9, dot, hyphen and underscore, or more than 40.',
    cure: 'Rename it at the exchange, or let Rollcall make a new one.',
  },
  'targetUser.accountInUse': {
    text: 'The user has another account at another exchange, and an account is called the same everywhere.',
    cure: 'Rename the entry at the exchange to that, and take it over then.',
  },
  'targetUser.accountTaken': {
    text: 'Another user’s account is called that.',
    cure: 'Take the entry over for that user, or rename it at the exchange.',
  },
  'targetUser.written': {
    text: 'The user is at the exchange as the directory says.',
    cure: 'There is nothing to try again.',
  },
  'targetUser.noDrift': {
    text: 'Nothing of the user was found changed at the exchange.',
    cure: 'Have the exchange compared, and look again.',
  },
};
