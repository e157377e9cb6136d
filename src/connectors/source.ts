// The port to a system that people are read from. A source only reads; what a person's absence means is
// decided in plan/. Every failure is an OutsideError thrown out of the call: a read ends whole or not at all (R1).

import type { Facts } from '../plan/facts.ts';

export interface SourcePerson {
  id: string;
  facts: Facts;
}

/** A group once found: its object id stands, whatever it is called later. */
export interface ResolvedGroup {
  /** What the administrator wrote: a name or an id. */
  asked: string;
  id: string;
  /** Its display name when it was last read. */
  name: string;
}

/** What is called by a name now; kind is what an administrator calls it. */
export interface NamedGroups {
  name: string;
  groups: { id: string; kind: string }[];
}

/** Whom to read. Empty memberOf means everybody in the tenant. */
export interface Scope {
  memberOf: ResolvedGroup[];
  notMemberOf: ResolvedGroup[];
  /** Members of member groups count. */
  nestedGroups: boolean;
}

export interface ReadRequest {
  /** Source fields to read, sorted; the object id comes always. */
  fields: readonly string[];
  scope: Scope;
  /** Where the last complete read ended (opaque); null asks for a full read. */
  cursor: string | null;
}

/**
 * Parts come in any order but `end`, which is last and comes only when everything was read.
 * The same person may come more than once: the later part wins.
 */
export type ReadPart =
  /** People in full: a field that is not there has no value (null is filled in). */
  | { part: 'people'; people: SourcePerson[] }
  /** Changes since the cursor: fields that are not there stand as they were. A person may be in `people` of one part and `removed` of a later one. */
  | { part: 'changes'; people: SourcePerson[]; removed: string[] }
  /** People in a notMemberOf group. Every read sends all of them. */
  | { part: 'excluded'; people: string[] }
  /** What came so far is void: the listing starts again (expired page or delta token). */
  | { part: 'restart' }
  /** mode full: everybody in scope was listed; delta: what changed since the cursor. `cursor` for the next read, null if there is none. */
  | { part: 'end'; mode: 'full' | 'delta'; cursor: string | null };

/** As of a full read. */
export type FieldsPart = Extract<ReadPart, { part: 'people' | 'restart' | 'end' }>;

/** What asking for one person by id gave. */
export type Presence =
  /** Does not exist. `inBin` tells whether it can still be restored; null when that is not known. */
  | { is: 'gone'; inBin: boolean | null }
  /** Exists, but belongs to none of the groups (or to an excluded one). */
  | { is: 'left' }
  /** Exists and takes part. */
  | { is: 'seen'; facts: Facts }
  /** Could not be told: nothing may be concluded (R1). */
  | { is: 'unreadable'; why: string };

/** What a person belongs to, of the groups that were asked about. */
export interface Membership {
  person: string;
  /** Object ids. */
  groups: string[];
}

export interface MembershipRequest {
  groups: readonly ResolvedGroup[];
  /** Members of member groups count. */
  nestedGroups: boolean;
  /** These are asked for; null: all members of the groups. */
  people: readonly string[] | null;
}

export interface Usage {
  /** Requests to the source (a batch is one), tokens not counted. */
  requests: number;
  /** Body bytes received. */
  bytes: number;
}

export interface Source {
  /** The tenant's GUID where it is known, else what the administrator wrote, lower case. */
  tenant(): Promise<string>;
  /** Finds groups that are not known yet and checks those that are (`known` by their `asked`). */
  resolveGroups(
    provider: { memberOf: string[]; notMemberOf: string[]; nestedGroups: boolean },
    known: ResolvedGroup[],
    /** together: in as few requests as can be, for a reading of one person. */
    how?: 'each' | 'together',
  ): Promise<Scope>;
  /** The id of the person with this id or sign-in name (UPN); null: there is nobody of it. */
  findPerson(who: string): Promise<string | null>;
  read(request: ReadRequest): AsyncIterable<ReadPart>;
  /** Asks for each person by id, in the same run, in batches. */
  lookUp(people: readonly string[], request: Omit<ReadRequest, 'cursor'>): Promise<Map<string, Presence>>;
  /**
   * Of people who are asked for, each comes once, with no group as well, unless the source does not know her any more. Members that
   * are listed may come more than once, each time with some of their groups.
   */
  memberships(request: MembershipRequest): AsyncIterable<Membership[]>;
  /**
   * These fields of everybody in scope, for trying them: no read of a run, so nobody is told as excluded, nothing goes on from it and
   * nothing may be concluded from who is not there.
   */
  readFields(request: Omit<ReadRequest, 'cursor'>): AsyncIterable<FieldsPart>;
  /** One page of people with every field that can be listed, for choosing a mapping. */
  sample(): Promise<SourcePerson[]>;
  usage(): Usage;
  close(): Promise<void>;
}
