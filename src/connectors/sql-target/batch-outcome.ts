// What every user of a batch met: done with her entry, or why not. The errors that an exchange kept as tables can have of one user.
import type { Outcome, TargetEntry, TargetFault } from '../target.ts';
import { TargetError } from '../target.ts';
import type { NumberRow } from './numbers.ts';

export const presentDone = (user: string, externalId: string, entry: TargetEntry): Outcome => ({
  user,
  is: 'done',
  externalId,
  entry,
});

export const presentFailed = (user: string, error: TargetError): Outcome => ({ user, is: 'failed', error });

export const presentRejected = (user: string, { code, message, cure }: TargetFault): Outcome =>
  presentFailed(user, new TargetError('rejected', code, message, cure));

/** what: where it is there and how it looks. */
export const presentAccountTaken = (user: string, account: string, what: string): Outcome =>
  presentFailed(
    user,
    new TargetError(
      'conflict',
      'target.accountTaken',
      `The account ${account} is at the exchange already and was not made by Rollcall: ${what}.`,
      'Adopt it if it is this user’s, or remove it at the exchange.',
    ),
  );

export const presentNumberTaken = (user: string, { number, what }: NumberRow): Outcome =>
  presentFailed(
    user,
    new TargetError(
      'conflict',
      'target.numberTaken',
      `${number} leads elsewhere at the exchange: ${what}.`,
      'Remove it there, adopt what has it, or give the user another number.',
    ),
  );

export const presentAdoptedGone = (user: string, account: string): Outcome =>
  presentFailed(
    user,
    new TargetError(
      'rejected',
      'target.adoptedGone',
      `The account ${account}, which was adopted, is at the exchange no more, and nobody but its phone knows the secret.`,
      'Send the user a new link to a secret: then Rollcall makes the account again.',
    ),
  );
