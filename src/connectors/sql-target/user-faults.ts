// What stands in a user's way at any exchange that knows phones by account and secret, and what her settings template stands for there.
// Pure.
import type { TargetUser } from '../../plan/target-user.ts';
import type { TargetFault } from '../target.ts';

/** It becomes a part of dial strings and digests. */
const ACCOUNT = /^[a-zA-Z0-9._-]{1,40}$/;

/** undefined: her template stands for nothing here. What has no template has the default, and so has everybody while none is mapped. */
export function mapTemplate<T>(
  { settingsTemplate }: TargetUser,
  { byTemplate, byDefault }: { byTemplate: Readonly<Record<string, T>>; byDefault: T },
): T | undefined {
  if (settingsTemplate === null || Object.keys(byTemplate).length === 0) return byDefault;
  return byTemplate[settingsTemplate.id];
}

export function findUserFaults(view: TargetUser, mapped: unknown): TargetFault[] {
  const faults: TargetFault[] = [];
  if (!ACCOUNT.test(view.account))
    faults.push({
      code: 'target.account',
      message: `The account ${JSON.stringify(view.account)} cannot be used at the exchange.`,
      cure: 'An account has 1 to 40 of the characters a–z, 0–9, dot, hyphen and underscore.',
    });
  if (mapped === undefined)
    faults.push({
      code: 'target.templateUnmapped',
      message: `The exchange does not say what the settings template "${view.settingsTemplate?.name}" stands for.`,
      cure: 'Choose it in the settings of the exchange, or give the user another settings template.',
    });
  return faults;
}
