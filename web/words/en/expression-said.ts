// What is said of expressions, English: the server's own words.
import type { SaidOfExpressions } from '../expression-said-shape.ts';

export const expressionSaid: SaidOfExpressions = { said: [], cure: null };
