// What stands after the question mark of an address, as text: what somebody looked for stays what they typed, also when it is a telephone
// number or the word "true". Each page's search.ts says what else a value may be.
import * as z from 'zod/mini';

export const parseAddress = (query: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(query));

export function presentAddress(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return query && `?${query}`;
}

/** Text, whatever it looks like. */
export const text = z.optional(z.catch(z.string(), ''));

const isTrue = z.pipe(
  z.literal('true'),
  z.transform(() => true),
);
/** Whether something is open. */
export const flag = z.optional(z.catch(z.union([z.boolean(), isTrue]), false));

const digits = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/u)),
  z.transform((given: string) => Number(given)),
);
/** The id of a row that is counted; 0 is none. */
export const rowNumber = z.optional(z.catch(z.union([z.number(), digits]), 0));
