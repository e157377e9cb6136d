// The store of users: live, soft-deleted and gone. Each has an ordinal that never changes, so a page token
// stays right while people come and go. It keeps values; rules about changing them are in person-changes.ts.
import type { Props } from './properties.ts';

export interface Person {
  readonly id: string;
  readonly ordinal: number;
  props: Props;
  /** undefined = never had one. */
  managerId: string | null | undefined;
  deletedAt: number | null;
}

export interface People {
  /** By ordinal; a purged user leaves a hole. */
  readonly all: readonly (Person | undefined)[];
  readonly bin: ReadonlyMap<string, Person>;
  count(): number;
  add(id: string, props: Props): Person;
  get(id: string): Person | undefined;
  live(id: string): Person | undefined;
  liveByUpn(upn: string): Person | undefined;
  setProps(person: Person, patch: Props): void;
  bury(person: Person, at: number): void;
  raise(person: Person): void;
  purge(person: Person): void;
}

const keyOf = (props: Props): string =>
  typeof props['userPrincipalName'] === 'string' ? props['userPrincipalName'].toLowerCase() : '';

export function createPeople(): People {
  const all: (Person | undefined)[] = [];
  const byId = new Map<string, Person>();
  const byUpn = new Map<string, Person>();
  const bin = new Map<string, Person>();
  const forgetUpn = (person: Person): void => {
    const key = keyOf(person.props);
    if (byUpn.get(key) === person) byUpn.delete(key);
  };
  return {
    all,
    bin,
    count: () => byId.size - bin.size,
    add(id, props) {
      const person: Person = { id, ordinal: all.length, props, managerId: undefined, deletedAt: null };
      all.push(person);
      byId.set(id, person);
      byUpn.set(keyOf(props), person);
      return person;
    },
    get: (id) => byId.get(id.toLowerCase()),
    live(id) {
      const person = byId.get(id.toLowerCase());
      return person?.deletedAt === null ? person : undefined;
    },
    liveByUpn: (upn) => byUpn.get(upn.toLowerCase()),
    setProps(person, patch) {
      forgetUpn(person);
      Object.assign(person.props, patch);
      byUpn.set(keyOf(person.props), person);
    },
    bury(person, at) {
      forgetUpn(person);
      person.deletedAt = at;
      bin.set(person.id, person);
    },
    raise(person) {
      person.deletedAt = null;
      bin.delete(person.id);
      byUpn.set(keyOf(person.props), person);
    },
    purge(person) {
      forgetUpn(person);
      bin.delete(person.id);
      byId.delete(person.id);
      all[person.ordinal] = undefined;
    },
  };
}
