// A SCIM target on a service of this machine, with the settings that a test changes.
import { TargetError } from '../../target.ts';
import type { Target } from '../../target.ts';
import { checkSettings } from '../settings.ts';
import { openScimTarget } from '../target.ts';
import type { ScimTargetOptions } from '../target.ts';

export function openAgainst(
  url: string,
  token: string,
  changes: Record<string, unknown> = {},
  more: Partial<ScimTargetOptions> = {},
): Target {
  const checked = checkSettings({ url, ...changes });
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  const allowed = { names: [], networks: ['127.0.0.0/8'] };
  return openScimTarget({
    settings: checked.settings,
    secrets: { token },
    allowed,
    timeoutMs: 5_000,
    ...more,
  });
}

/** What a call throws, as the feeder sees it. */
export async function errorOf(deed: Promise<unknown>): Promise<TargetError> {
  const error: unknown = await deed.then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TargetError)) throw new Error(`no TargetError: ${String(error)}`);
  return error;
}
