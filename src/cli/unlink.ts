// rollcall unlink USER [WHY]: the user stays as it is, and no sync keeps it any more.
import { unlinkUser } from '../run/hand-links.ts';
import type { Command } from './command.ts';
import { optionalWord, withUser } from './with-user.ts';

export const unlink: Command = (context) =>
  withUser(
    context,
    (hand, { id }) => unlinkUser(hand, id, { why: optionalWord(context, 1) }),
    (alias) => `${alias} is unlinked: no sync changes or deletes it any more.`,
  );
