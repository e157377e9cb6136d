// What the address of the history may say: its filters, and whether the strip is seen as bars or as a table.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

const oneOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.optional(z.catch(z.enum([...values, '']), ''));

export const states = ['queued', 'running', 'succeeded', 'withheld', 'failed', 'refused'] as const;
export const triggers = ['schedule', 'manual', 'api', 'cli', 'first', 'approval', 'undo', 'person'] as const;

export const search = z.object({
  template: text,
  state: oneOf(states),
  trigger: oneOf(triggers),
  changes: oneOf(['with', 'without']),
  preview: oneOf(['only', 'none']),
  strip: oneOf(['table']),
});
export type RunsSearch = z.infer<typeof search>;

/** As the API takes it; what filters nothing is left out. */
export function presentQuery({ template, state, trigger, changes, preview }: RunsSearch) {
  return {
    ...(template && { template }),
    ...(state && { state }),
    ...(trigger && { trigger }),
    ...(changes && { changes: changes === 'with' ? ('true' as const) : ('false' as const) }),
    ...(preview && { preview: preview === 'only' ? ('true' as const) : ('false' as const) }),
  };
}
