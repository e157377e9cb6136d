// rollcall keep-until USER DATE [WHY]: a leaving user stays at least until that date.
import { keepUserUntil } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { optionalWord, withUser } from './with-user.ts';

export const keepUntil: Command = (context) => {
  const date = context.words[1] ?? '';
  return withUser(
    context,
    (hand, { id }) => keepUserUntil(hand, id, date, { why: optionalWord(context, 2) }),
    (alias) => `${alias} is kept until ${date}.`,
  );
};
