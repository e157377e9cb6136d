// Whether a person is in scope and by which group, directly or through which other one; or which group to join. Rests on what
// Entra said just now, else on the last complete read, which knows no single groups. Pure.
import type { LookedGroup } from '../connectors/person-look.ts';
import { here, inEntra, openStation } from './station.ts';
import type { Evidence, Station, Subject } from './station.ts';

const GROUPS = 'Microsoft Entra ID > Groups > Members';

export function presentScopeStation(subject: Subject): Station {
  const { answer, live } = subject;
  if (answer?.is !== 'found') return presentStoredScope(subject);
  const { memberOf, notMemberOf, groupsWhy } = answer;
  const told = openStation('scope', { readAt: live.at, from: 'live' }, [
    ...memberOf.map((group) => presentGroup(group, '')),
    ...notMemberOf.map((group) => presentGroup(group, ' (its members never take part)')),
  ]);
  const nowhere = [...memberOf, ...notMemberOf].filter(({ membership }) => membership === 'notFound');
  if (nowhere.length > 0) return presentNowhere(nowhere, subject, told);
  const excluding = notMemberOf.find(isIn);
  if (excluding) {
    const by = excluding.through[0]?.name ?? excluding.name ?? excluding.asked;
    return told.stops(
      'scope.excluded',
      `Belongs to a group that never takes part: ${presentWay(excluding)}.`,
      [inEntra(`Remove the person from the group ${JSON.stringify(by)}.`, GROUPS)],
    );
  }
  if (notMemberOf.some(isUntold)) return told.unknown(groupsWhy ?? NOT_FOUND);
  if (memberOf.length === 0)
    return told.passes(`In scope: everybody in the tenant is.${presentLag(subject)}`);
  const ways = memberOf.filter(isIn);
  if (ways.length > 0)
    return told.passes(`In scope: ${ways.map(presentWay).join('; ')}.${presentLag(subject)}`);
  if (memberOf.some(isUntold)) return told.unknown(groupsWhy ?? NOT_FOUND);
  return presentLeft(subject, told);
}

const NOT_FOUND = 'Not every group of the sync template could be found in Entra.';
const isIn = ({ membership }: LookedGroup): boolean => membership === 'direct' || membership === 'nested';
const isUntold = ({ membership }: LookedGroup): boolean => membership === 'unknown';

/** Whatever the other groups say: a run that does not find one of them fails, and makes nobody a user. */
function presentNowhere(
  groups: readonly LookedGroup[],
  { stored: { template } }: Subject,
  told: ReturnType<typeof openStation>,
): Station {
  const names = groups.map(({ asked }) => JSON.stringify(asked)).join(', ');
  return told.stops(
    'group.notFound',
    `Entra has no group, or several, of the name ${names}, and a run that does not find its groups fails.`,
    [
      here(
        `Correct the name, or write the group’s object id instead.`,
        `the sync template ${JSON.stringify(template.name)}, provider`,
      ),
    ],
  );
}

function presentLeft(
  { stored: { provider, template } }: Subject,
  told: ReturnType<typeof openStation>,
): Station {
  const names = provider.memberOf.map((name) => JSON.stringify(name));
  const how = template.nestedGroups
    ? 'directly or through another group'
    : 'directly; groups in groups do not count';
  const one = names.length === 1 ? `the group ${names[0]}` : `one of the groups ${names.join(', ')}`;
  return told.stops('scope.left', `Belongs to none of the groups that are synced (${how}).`, [
    inEntra(`Add the person to ${one}.`, GROUPS),
  ]);
}

/** What Entra says now is not yet what runs have read. */
function presentLag({ found }: Subject): string {
  return found.isPresent === true && found.isExcluded !== true
    ? ''
    : ' No run has read that yet; the next one does.';
}

function presentWay({ asked, name, membership, through }: LookedGroup): string {
  const group = JSON.stringify(name ?? asked);
  if (membership === 'direct') return `${group}, directly`;
  return `${group}, through ${presentThrough(through)}`;
}

function presentThrough(through: LookedGroup['through']): string {
  return through.length === 0 ? 'a group in it' : through.map((one) => JSON.stringify(one.name)).join(', ');
}

function presentGroup({ asked, name, membership, through }: LookedGroup, more: string): Evidence {
  const is = {
    direct: 'a member',
    nested: `a member through ${presentThrough(through)}`,
    none: 'not a member',
    unknown: 'not told',
    notFound: 'no group has this name, or several have',
  };
  return { what: `group ${name ?? asked}${more}`, is: is[membership] };
}

function presentStoredScope(subject: Subject): Station {
  const { found, stored, answer, around } = subject;
  const { memberOf, notMemberOf } = stored.provider;
  const readAt = stored.lastCompleteReadAt?.toISOString() ?? null;
  const evidence = memberOf.map((group) => ({ what: `group ${group}`, is: 'not asked now' }));
  const told = openStation('scope', { readAt, from: 'lastRead' }, evidence);
  if (answer?.is === 'bin' || answer?.is === 'nobody')
    return told.unknown('Whoever is not in Entra is in no group.');
  if (found.isPresent === null) return told.unknown('No run has read this person yet.');
  if (found.isExcluded === true)
    return told.stops(
      'scope.excluded',
      `Belongs to a group that never takes part (${notMemberOf.join(', ')}).`,
      [inEntra('Remove the person from that group.', GROUPS)],
    );
  if (found.isPresent)
    return told.passes(
      memberOf.length === 0
        ? 'In scope in the last complete read: everybody in the tenant is.'
        : `In scope in the last complete read: a member of ${memberOf.map((name) => JSON.stringify(name)).join(' or ')}.`,
    );
  if (memberOf.length > 0 && around.link?.leaveCode !== 'person.gone') return presentLeft(subject, told);
  return told.unknown('The last complete read did not have this person.');
}
