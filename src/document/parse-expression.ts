// Expressions of the document: checked as they are saved, with the very place of what is wrong in them. What they mean is
// plan/expression's; which names are Entra fields is said here.
import { openExpression } from '../plan/expression.ts';
import type { ExpressionKind } from '../plan/expression.ts';
import { matchFieldFault } from './entra-fields.ts';
import { fault, parseText, presentOffset } from './spot.ts';
import type { Spot } from './spot.ts';

/** Longer ones belong into a lookup table. */
const MAX_EXPRESSION = 2000;

// What an expression is checked with: whether a table exists is known beside the company only (decide-lookups.ts).
const rules = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} };
const cure = 'docs/configuration.md shows what expressions can do.';

export function parseExpression(spot: Spot, kind: ExpressionKind): string | undefined {
  const text = parseText(spot, MAX_EXPRESSION);
  if (text === undefined) return undefined;
  const opened = openExpression(text, kind, rules);
  if ('fault' in opened) {
    const { message, at } = opened.fault;
    const told = `Character ${at + 1} of the expression: ${message}${message.endsWith('?') ? '' : '.'}`;
    return fault(spot, told, cure, presentOffset(spot, at));
  }
  for (const field of opened.fields) {
    const wrong = matchFieldFault(field);
    if (!wrong) continue;
    const at = Math.max(0, text.indexOf(field));
    return fault(
      spot,
      `Character ${at + 1} of the expression: ${wrong.message}`,
      wrong.cure,
      presentOffset(spot, at),
    );
  }
  for (const { name, at } of opened.tables)
    spot.reading.tables.push({ spot, offset: presentOffset(spot, at), text, at, name });
  return text;
}
