// rollcall unhold USER: the user follows its person again, and leaves in the next run if she is gone.
import { unholdUser } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { withUser } from './with-user.ts';

export const unhold: Command = (context) =>
  withUser(
    context,
    (hand, { id }) => unholdUser(hand, id),
    (alias) => `${alias} is held no more.`,
  );
