// rollcall hold USER [UNTIL] [WHY]: the user never leaves and is never deleted by a sync, until that date.
import { holdUser } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { optionalWord, withUser } from './with-user.ts';

export const hold: Command = (context) => {
  const until = optionalWord(context, 1);
  return withUser(
    context,
    (hand, { id }) => holdUser(hand, id, { until, why: optionalWord(context, 2) }),
    (alias) => `${alias} is held${until === null ? ' until the hold is taken back' : ` until ${until}`}.`,
  );
};
