// Says in plain words what went wrong with Entra or Graph, with the cure, as the codes of SPEC §11. Wording only:
// which case it is, is decided where the answer is read.
import { OutsideError } from '../outside-error.ts';
import type { OutsideCode } from '../outside-error.ts';

export type Permission = 'User.Read.All' | 'Group.Read.All' | 'Member.Read.Hidden';

export function entraError(
  code: OutsideCode,
  message: string,
  cure: string,
  options: ConstructorParameters<typeof OutsideError>[4] = {},
): OutsideError {
  return new OutsideError('entra', code, message, cure, options);
}

export function permissionMissing(
  permission: Permission,
  why: string,
  about: Record<string, string> = {},
): OutsideError {
  return entraError(
    'permission.missing',
    `The app in Entra lacks the permission ${permission}: ${why}`,
    permission === 'Member.Read.Hidden'
      ? 'Use a group whose members are not hidden, or make this group’s membership visible.'
      : `In Azure: App registrations > the app > API permissions > Add a permission > Microsoft Graph > Application permissions > ${permission}, then "Grant admin consent". A delegated permission does not count.`,
    { about: { permission, ...about } },
  );
}

export function protocolError(message: string, cause?: unknown): OutsideError {
  return entraError(
    'graph.protocol',
    `Graph's answer was not what it should be: ${message}`,
    'Try again later. If it stays, look for a proxy that changes answers, and report the message.',
    { canRetry: true, ...(cause === undefined ? {} : { cause }) },
  );
}

export function unavailable(what: string, why: string, cause?: unknown): OutsideError {
  return entraError(
    'graph.unavailable',
    `${what} could not be reached or did not answer: ${why}`,
    'Check this server’s network, firewall and DNS, and Microsoft’s service status; the next run tries again by itself.',
    { canRetry: true, ...(cause === undefined ? {} : { cause }) },
  );
}

export function throttled(what: string, why: string): OutsideError {
  return entraError(
    'graph.throttled',
    `${what} kept asking to wait, longer than a run may: ${why}`,
    'Let the next run try again; if it comes back, look for another program that reads the same tenant heavily.',
    { canRetry: true },
  );
}

/** What the sign-in service says, as text for people: the ids after the sentence help nobody here. */
export function presentEntraText(text: string): string {
  return (text.split(/\s*(Trace ID|Correlation ID|Timestamp):/)[0] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
