// Which consented permissions let an app read or change what. One table, so that a test can see it whole.
// Whether the token itself is good is decided in access-token.ts.
import type { GraphCall } from './graph-call.ts';
import { denied } from './graph-error.ts';

const READ_ALL = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const SUFFICIENT = {
  users: ['User.Read.All', 'User.ReadWrite.All', ...READ_ALL],
  groups: ['Group.Read.All', 'GroupMember.Read.All', 'Group.ReadWrite.All', ...READ_ALL],
  restore: ['User.DeleteRestore.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  hiddenMembers: ['Member.Read.Hidden'],
  applications: [
    'Application.Read.All',
    'Application.ReadWrite.OwnedBy',
    'Application.ReadWrite.All',
    ...READ_ALL,
  ],
  organization: ['Organization.Read.All', ...READ_ALL],
} as const;

export const may = (call: GraphCall, what: keyof typeof SUFFICIENT): boolean =>
  SUFFICIENT[what].some((role) => call.roles.has(role));

export function mustMay(call: GraphCall, what: keyof typeof SUFFICIENT): void {
  if (!may(call, what)) throw denied();
}
