// The groups of the made-up company: everybody, a quarter of all for telephony, one per office and department,
// nested ones (with a cycle, as happens), a rule-based one, a hidden one and two of one name.
import { presentInstant } from './clock.ts';
import type { Directory } from './directory.ts';
import type { Group } from './groups.ts';
import type { Person } from './people.ts';
import { textOf, type Props } from './properties.ts';
import type { Random } from './random.ts';

const SECURITY: Props = { groupTypes: [], securityEnabled: true, mailEnabled: false, visibility: null };
const MICROSOFT_365: Props = {
  groupTypes: ['Unified'],
  securityEnabled: false,
  mailEnabled: true,
  visibility: 'Public',
};

const MADE_AT = presentInstant(Date.UTC(2019, 2, 4, 8, 0, 0));

/** Groups made here were there before anybody looked, so no change log tells of them. */
function addGroup(
  directory: Directory,
  random: Random,
  displayName: string,
  kind: Props,
  members: Iterable<string>,
): Group {
  const id = random.guid();
  const group = directory.groups.add(id, {
    displayName,
    description: null,
    mailNickname: `g${id.slice(0, 8)}`,
    createdDateTime: MADE_AT,
    ...kind,
  });
  for (const member of members) group.members.add(member);
  return group;
}

function groupBy(people: readonly Person[], property: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const person of people) {
    const key = textOf(person.props[property]);
    if (key === '') continue;
    const ids = found.get(key) ?? [];
    found.set(key, ids);
    ids.push(person.id);
  }
  return found;
}

export function addCompanyGroups(directory: Directory, people: readonly Person[], random: Random): void {
  const add = (name: string, kind: Props, members: Iterable<string>): Group =>
    addGroup(directory, random, name, kind, members);
  const employees = people.filter(
    ({ props }) =>
      props['userType'] === 'Member' && props['accountEnabled'] === true && props['employeeId'] !== undefined,
  );
  const ids = employees.map(({ id }) => id);
  const wanted = Math.min(Math.round(people.length / 4), ids.length);
  add(
    'Telefoni',
    SECURITY,
    Array.from({ length: wanted }, (_, i) => ids[Math.floor((i * ids.length) / wanted)] ?? ''),
  );
  add('Alla anställda', MICROSOFT_365, ids);
  const offices = [...groupBy(employees, 'officeLocation')].map(([town, members]) =>
    add(`Kontor ${town}`, SECURITY, members),
  );
  const departments = [...groupBy(employees, 'department')].map(([name, members]) =>
    add(`Avdelning ${name}`, MICROSOFT_365, members),
  );
  const everyOffice = add(
    'Alla kontor',
    SECURITY,
    offices.map(({ id }) => id),
  );
  // A cycle: the first office group holds the group it is in.
  offices[0]?.members.add(everyOffice.id);
  add('Växelanvändare', SECURITY, [everyOffice.id, ...ids.slice(0, 3)]);
  add(
    'Externa konsulter',
    SECURITY,
    people.filter(({ props }) => props['userType'] === 'Guest').map(({ id }) => id),
  );
  add('Projekt Fjällnät', MICROSOFT_365, ids.slice(0, 12));
  add('Projekt Fjällnät', SECURITY, ids.slice(6, 20));
  add('Facklig samverkan', { ...MICROSOFT_365, visibility: 'HiddenMembership' }, ids.slice(0, 25));
  add("R&D's labb / test+drift #1", SECURITY, ids.slice(0, 8));
  const service = departments.find(({ props }) => props['displayName'] === 'Avdelning Kundtjänst');
  add(
    'Dynamisk Kundtjänst',
    {
      ...SECURITY,
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.department -eq "Kundtjänst") -and (user.accountEnabled -eq true)',
      membershipRuleProcessingState: 'On',
    },
    service?.members ?? [],
  );
}
