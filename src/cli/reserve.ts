// rollcall reserve NUMBER[-NUMBER] [WHY]: keeps numbers from everybody, until they are released.
import { presentRange, reserveNumbers } from '../run/hand-reserved.ts';
import type { Command } from './command.ts';
import { presentCount } from './terminal.ts';
import { withRange } from './with-number.ts';
import { optionalWord, presentAnswer, presentHand } from './with-user.ts';

export const reserve: Command = (context) =>
  withRange(context, async (range, company, opened) => {
    const why = optionalWord(context, 1);
    const answer = await reserveNumbers(presentHand(context, opened, company), range, { why });
    const about = { from: String(range.first), to: String(range.last) };
    return presentAnswer(answer, about, answer.ok ? presentReserved(presentRange(range), answer) : '');
  });

function presentReserved(range: string, { count, cooling }: { count: number; cooling: number }): string {
  const said =
    count === 1 ? `${range} is reserved.` : `${range}: ${presentCount(count)} numbers are reserved.`;
  if (cooling === 0) return said;
  const which = count === 1 ? 'It still cools' : `${presentCount(cooling)} of them still cool`;
  return `${said}\n${which}; whoever had it last does not get it back while it is reserved.`;
}
