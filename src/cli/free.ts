// rollcall free NUMBER [WHY]: a number that cools can be had by anybody from now on.
import { freeNumber } from '../run/hand-numbers.ts';
import type { Command } from './command.ts';
import { withNumber } from './with-number.ts';
import { optionalWord, presentAnswer, presentHand } from './with-user.ts';

export const free: Command = (context) =>
  withNumber(context, async (digits, company, opened) => {
    const why = optionalWord(context, 1);
    const answer = await freeNumber(presentHand(context, opened, company), digits, { why });
    return presentAnswer(answer, { number: digits }, `${digits} is free.`);
  });
