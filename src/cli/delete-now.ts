// rollcall delete-now USER [WHY] [--ignore-person]: deletes a user without waiting for its date.
import { deleteUserNow } from '../run/hand-delete.ts';
import type { Command } from './command.ts';
import { optionalWord, withUser } from './with-user.ts';

export const deleteNow: Command = (context) => {
  const ignorePerson = context.flags.has('--ignore-person');
  return withUser(
    context,
    (hand, { id }) => deleteUserNow(hand, id, { ignorePerson, why: optionalWord(context, 1) }),
    (alias) => `${alias} is deleted.`,
  );
};
