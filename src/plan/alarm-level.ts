// Who is mailed about what, by the template's errorMailTo and errorMailLevel (SPEC §2). Pure.
import type { Severity } from './notice.ts';
import type { SyncTemplate } from './sync-template.ts';

/** The levels that a template set to the key hears of. */
const heard: Record<SyncTemplate['errorMailLevel'], readonly Severity[]> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
};

/** null: nobody. */
export function decideMailTo(
  { errorMailTo, errorMailLevel }: Pick<SyncTemplate, 'errorMailTo' | 'errorMailLevel'>,
  severity: Severity,
): string | null {
  return heard[errorMailLevel].includes(severity) ? errorMailTo : null;
}
