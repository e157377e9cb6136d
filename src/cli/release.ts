// rollcall release USER FIELD: a field that an undo has pinned follows Entra again.
import { releaseField } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { withUser } from './with-user.ts';

export const release: Command = (context) => {
  const field = context.words[1] ?? '';
  return withUser(
    context,
    (hand, { id }) => releaseField(hand, id, field),
    (alias) => `${field} of ${alias} follows Entra again from the next run on.`,
  );
};
