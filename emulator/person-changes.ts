// What can happen to users: hired, changed, disabled, deleted (into the bin), restored, purged, given a manager.
// Each writes the change log that delta reads. Rule-based groups are told; their members move later.
import { presentInstant } from './clock.ts';
import { assertProps, TenantError, type Directory } from './directory.ts';
import { isDynamic } from './groups.ts';
import type { Person } from './people.ts';
import { textOf, type Props } from './properties.ts';

export interface PersonChanges {
  /** Adds a user; what is left out is made up where Entra demands a value. Returns the object id. */
  hire(props?: Props & { id?: string; manager?: string }): string;
  /** null clears a property; `manager` takes an object id or null. */
  update(id: string, patch: Props): void;
  disable(id: string): void;
  enable(id: string): void;
  /** Soft delete: into the recycle bin for 30 days. */
  remove(id: string): void;
  restore(id: string): void;
  purge(id: string): void;
  /** Purges whatever has lain in the bin long enough. */
  emptyBin(): void;
}

const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9.-]/g, '')
    .toLowerCase();

function mustFindPerson(directory: Directory, id: string): Person {
  const person = directory.people.get(id);
  if (!person) throw new TenantError('notFound', `no user ${id}`);
  return person;
}

const mustBeLive = (directory: Directory, id: string): Person => {
  const person = mustFindPerson(directory, id);
  if (person.deletedAt !== null) throw new TenantError('invalid', `user ${id} is deleted`);
  return person;
};

function touchDynamicGroups(directory: Directory): void {
  for (const group of directory.groups.all.values()) {
    if (isDynamic(group)) group.dueSince ??= directory.clock.now();
  }
}

function decideNewProps(directory: Directory, given: Props, ordinal: number): Props {
  const name = [textOf(given['givenName']), textOf(given['surname'])].filter(Boolean);
  let alias = textOf(given['mailNickname']) || slug(name.join('.')) || `user${ordinal + 1}`;
  if (!given['mailNickname'] && directory.people.liveByUpn(`${alias}@${directory.domain}`))
    alias += ordinal + 1;
  const upn = textOf(given['userPrincipalName']) || `${slug(alias)}@${directory.domain}`;
  return {
    displayName: name.join(' ') || alias,
    mailNickname: alias,
    userPrincipalName: upn,
    mail: upn,
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: presentInstant(directory.clock.now()),
    ...given,
  };
}

function hire(directory: Directory, given: Parameters<PersonChanges['hire']>[0] = {}): string {
  const { id: wantedId, manager, ...rest } = given;
  assertProps(directory.catalog.user, rest);
  const id = (wantedId ?? directory.random.guid()).toLowerCase();
  if (directory.people.get(id)) throw new TenantError('invalid', `user ${id} exists`);
  const props = decideNewProps(directory, rest, directory.people.all.length);
  const upn = textOf(props['userPrincipalName']);
  if (directory.people.liveByUpn(upn)) {
    throw new TenantError('invalid', `another object has the userPrincipalName ${upn}`);
  }
  if (manager !== undefined) mustBeLive(directory, manager);
  const person = directory.people.add(id, props);
  person.managerId = manager;
  directory.userChanges.append({ id, kind: 'created', props: [] });
  touchDynamicGroups(directory);
  directory.version++;
  return id;
}

function update(directory: Directory, id: string, patch: Props): void {
  const person = mustBeLive(directory, id);
  const { manager, ...props } = patch;
  assertProps(directory.catalog.user, props);
  const upn = textOf(props['userPrincipalName']);
  const holder = upn ? directory.people.liveByUpn(upn) : undefined;
  if (holder && holder !== person) {
    throw new TenantError('invalid', `another object has the userPrincipalName ${upn}`);
  }
  const changed = Object.keys(props).filter(
    (name) => JSON.stringify(props[name]) !== JSON.stringify(person.props[name]),
  );
  let formerManager: string | null = null;
  if (manager !== undefined && manager !== person.managerId) {
    formerManager = person.managerId ?? null;
    person.managerId = manager === null ? null : mustBeLive(directory, textOf(manager)).id;
    changed.push('manager');
  }
  if (changed.length === 0) return;
  directory.people.setProps(person, props);
  const left =
    formerManager === null ? undefined : { id: formerManager, type: 'user' as const, removed: true };
  directory.userChanges.append({
    id: person.id,
    kind: 'updated',
    props: changed,
    ...(left && { member: left }),
  });
  touchDynamicGroups(directory);
  directory.version++;
}

function purge(directory: Directory, person: Person): void {
  if (person.deletedAt === null) directory.index.beforePersonChange(person);
  directory.people.purge(person);
  directory.userChanges.append({ id: person.id, kind: 'purged', props: [] });
  for (const group of directory.groups.all.values()) {
    if (!group.members.has(person.id)) continue;
    directory.index.beforeGroupChange(group);
    group.members.delete(person.id);
    const member = { id: person.id, type: 'user' as const, removed: true };
    directory.groupChanges.append({ id: group.id, kind: 'member', props: ['members'], member });
  }
  directory.version++;
}

function moveToBin(directory: Directory, id: string): void {
  const person = mustBeLive(directory, id);
  directory.index.beforePersonChange(person);
  directory.people.bury(person, directory.clock.now());
  directory.userChanges.append({ id: person.id, kind: 'deleted', props: [] });
  directory.version++;
}

function restore(directory: Directory, id: string): void {
  const person = mustFindPerson(directory, id);
  if (person.deletedAt === null) throw new TenantError('invalid', `user ${id} is not deleted`);
  if (directory.people.liveByUpn(textOf(person.props['userPrincipalName']))) {
    throw new TenantError('invalid', `somebody else has the userPrincipalName of ${id} by now`);
  }
  directory.index.beforePersonChange(person);
  directory.people.raise(person);
  directory.userChanges.append({ id: person.id, kind: 'restored', props: [] });
  directory.version++;
}

export function createPersonChanges(directory: Directory): PersonChanges {
  return {
    hire: (props) => hire(directory, props),
    update: (id, patch) => update(directory, id, patch),
    disable: (id) => update(directory, id, { accountEnabled: false }),
    enable: (id) => update(directory, id, { accountEnabled: true }),
    remove: (id) => moveToBin(directory, id),
    restore: (id) => restore(directory, id),
    purge: (id) => purge(directory, mustFindPerson(directory, id)),
    emptyBin() {
      const oldest = directory.clock.now() - directory.settings.recycleBinMs;
      // Deleting the entry just visited is safe in a Map's own order.
      for (const person of directory.people.bin.values()) {
        if ((person.deletedAt ?? 0) <= oldest) purge(directory, person);
      }
    },
  };
}
