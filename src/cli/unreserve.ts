// rollcall unreserve NUMBER[-NUMBER] [WHY]: whatever of it is reserved is so no more.
import { presentRange, unreserveNumbers } from '../run/hand-reserved.ts';
import type { Command } from './command.ts';
import { presentCount } from './terminal.ts';
import { withRange } from './with-number.ts';
import { optionalWord, presentAnswer, presentHand } from './with-user.ts';

export const unreserve: Command = (context) =>
  withRange(context, async (range, company, opened) => {
    const why = optionalWord(context, 1);
    const answer = await unreserveNumbers(presentHand(context, opened, company), range, { why });
    const about = { from: String(range.first), to: String(range.last) };
    const shown = presentRange(range);
    const said = !answer.ok
      ? ''
      : answer.count === 1
        ? `${shown}: one number is not reserved any more.`
        : `${shown}: ${presentCount(answer.count)} numbers are not reserved any more.`;
    return presentAnswer(answer, about, said);
  });
