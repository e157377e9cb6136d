// The port by which one person is asked for on the spot, outside any run: does she exist, what are her facts, which of the
// template's groups is she in and by which way. Within seconds and a handful of requests, or not at all; a source that does
// not answer is an answer here, never an error, and nothing that a run concludes rests on it (R1).
import type { Facts } from '../plan/facts.ts';
import type { OutsideCode } from './outside-error.ts';
import type { ResolvedGroup } from './source.ts';

export interface LookAsk {
  /** Her object id where it is known; then nothing else is searched for. */
  person: string | null;
  /** What somebody typed: object id, UPN, mail, number, or a name or part of one. */
  who: string;
  /** Forms in which the number may be written, when it is one. */
  numbers: readonly string[];
  /** Source fields to read; the object id comes always. */
  fields: readonly string[];
  memberOf: readonly string[];
  notMemberOf: readonly string[];
  /** Groups that rules of new users ask for. */
  ruleGroups: readonly string[];
  /** Groups that were found before, by what was written. */
  known: readonly ResolvedGroup[];
  nestedGroups: boolean;
}

export interface LookedGroup {
  /** As the administrator wrote it. */
  asked: string;
  /** null: no single group fits what was written. */
  id: string | null;
  name: string | null;
  /** unknown: the source did not say. notFound: no group has that name, or several have. */
  membership: 'direct' | 'nested' | 'none' | 'unknown' | 'notFound';
  /** nested: groups that she is in directly and that lie in this one. */
  through: { id: string; name: string }[];
}

export interface PersonName {
  person: string;
  name: string | null;
  userPrincipalName: string | null;
}

export type LookAnswer =
  | {
      is: 'found';
      person: string;
      facts: Facts;
      memberOf: LookedGroup[];
      notMemberOf: LookedGroup[];
      ruleGroups: LookedGroup[];
      /** Why the groups could not be told; null when they could. */
      groupsWhy: string | null;
    }
  | { is: 'several'; people: PersonName[] }
  /** Deleted, and can still be restored. deletedAt: as the source writes it. */
  | ({ is: 'bin'; deletedAt: string | null } & PersonName)
  /** wholeBin: everything that can be restored was looked through as well. */
  | { is: 'nobody'; wholeBin: boolean }
  | { is: 'unanswered'; code: OutsideCode; why: string; cure: string };

export interface PersonLook {
  answer: LookAnswer;
  /** Requests to the source (a batch is one), tokens not counted. */
  requests: number;
}
