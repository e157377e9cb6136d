// Items of lists that hold users and groups together. An app that may read only one kind gets the other as
// type and id with nothing behind the names (REFERENCE 6.2): a sign of a missing permission, not data.
import { may } from './access.ts';
import type { GraphCall } from './graph-call.ts';
import { badRequest } from './graph-error.ts';
import { createBlankWriter, createObjectWriter, type ObjectWriter } from './object-writer.ts';
import { decideProperties } from './select.ts';

const USER_TYPE = '#microsoft.graph.user';
const GROUP_TYPE = '#microsoft.graph.group';

/** A cast list carries no @odata.type on its items, except on those the app may not read. */
export function createCastWriter(call: GraphCall, select: string[] | null): ObjectWriter {
  const { user, userDefaults } = call.directory.catalog;
  const names = decideProperties(select, userDefaults, {
    known: user,
    typeName: 'User',
    isCollection: true,
    roles: call.roles,
  });
  return may(call, 'users')
    ? createObjectWriter(user, names, 'list')
    : createBlankWriter(user, names, USER_TYPE);
}

function createTypedWriter(call: GraphCall, select: string[] | null, type: 'user' | 'group'): ObjectWriter {
  const { catalog } = call.directory;
  const known = catalog[type];
  const defaults = type === 'user' ? catalog.userDefaults : catalog.groupDefaults;
  const names = select?.filter((name) => known.has(name) || name.startsWith('extension_')) ?? defaults;
  const odataType = type === 'user' ? USER_TYPE : GROUP_TYPE;
  const isReadable = may(call, type === 'user' ? 'users' : 'groups');
  return isReadable
    ? createObjectWriter(known, names, 'list', odataType)
    : createBlankWriter(known, names, odataType);
}

/** Writes the user or group of an id; null when there is none. */
export function createMemberWriter(call: GraphCall, select: string[] | null): (id: string) => string | null {
  const { people, groups, catalog } = call.directory;
  const unknown = select?.find(
    (name) => !catalog.user.has(name) && !catalog.group.has(name) && !name.startsWith('extension_'),
  );
  if (unknown !== undefined) {
    throw badRequest(
      `Could not find a property named '${unknown}' on type 'microsoft.graph.directoryObject'.`,
    );
  }
  const writeUser = createTypedWriter(call, select, 'user');
  const writeGroup = createTypedWriter(call, select, 'group');
  return (id) => {
    const group = groups.get(id);
    if (group) return writeGroup(group);
    const person = people.get(id);
    return person ? writeUser(person) : null;
  };
}
