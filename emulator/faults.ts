// Faults on demand: rules that pick requests (path, method, nth hit, how often, how likely) and name what goes
// wrong with them. Choosing is done here; carrying the fault out is done in fault-body.ts and server.ts.
import { createRandom } from './random.ts';

export type FaultEffect =
  /** Answers with this status instead. retryAfter: seconds (also fractional), an HTTP date, or none. */
  | {
      effect: 'status';
      status: number;
      code?: string;
      message?: string;
      retryAfter?: number | string;
      location?: string;
    }
  /** An error of the token endpoint, by its AADSTS number. */
  | {
      effect: 'aadsts';
      code: number;
      suberror?: string;
      claims?: string;
      hasLineBreaks?: boolean;
      retryAfter?: number | string;
    }
  /** Drops the connection before any answer, or after half of the body. */
  | { effect: 'reset' | 'resetMidBody' }
  /** Waits before answering. */
  | { effect: 'slow'; delayMs: number }
  /** Sends the body in pieces of `bytes`, waiting between them. */
  | { effect: 'chunks'; bytes: number; pauseMs?: number }
  /** A page of a proxy instead of JSON; 200 unless told otherwise. */
  | { effect: 'html'; status?: number }
  | { effect: 'expiredPageToken' }
  /** Points the nextLink at another origin. */
  | { effect: 'foreignNextLink'; origin?: string }
  /** 200 with: half the text, text that is no JSON, no `value`, or objects that have lost half their keys. */
  | { effect: 'truncate' | 'invalidJson' | 'missingValue' | 'halfObject' };

export type FaultRule = FaultEffect & {
  /** Path below the origin, `*` stands for anything: "/v1.0/users/*". Without it: every Graph call. */
  path?: string;
  method?: string;
  /** Text that must occur in the query. */
  query?: string;
  /** Lets this many matching requests pass first. */
  skip?: number;
  /** Strikes this often, then never; without it: until cleared. */
  times?: number;
  /** Strikes every n-th matching request only. */
  every?: number;
  /** Strikes with this likelihood, by a seeded die. */
  probability?: number;
  seed?: number;
};

export interface Faults {
  /** Returns the rule's number. */
  add(rule: FaultRule): number;
  clear(): void;
  list(): { id: number; rule: FaultRule; hits: number }[];
  /** The fault this request meets, if any. */
  strike(method: string, path: string, query: string): FaultEffect | null;
}

interface ArmedRule {
  id: number;
  rule: FaultRule;
  seen: number;
  hits: number;
  matches: (path: string) => boolean;
  roll: () => number;
}

function createPathMatcher(pattern: string | undefined): (path: string) => boolean {
  if (pattern === undefined) return (path) => path.startsWith('/v1.0/');
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${source.join('.*')}$`, 'i');
  return (path) => expression.test(path);
}

function strikes(armed: ArmedRule, method: string, path: string, query: string): boolean {
  const { rule } = armed;
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (!armed.matches(path)) return false;
  if (rule.query !== undefined && !query.includes(rule.query)) return false;
  armed.seen++;
  const turn = armed.seen - (rule.skip ?? 0);
  if (turn <= 0 || armed.hits >= (rule.times ?? Infinity)) return false;
  if (rule.every !== undefined && turn % rule.every !== 0) return false;
  return rule.probability === undefined || armed.roll() < rule.probability;
}

export function createFaults(): Faults {
  let rules: ArmedRule[] = [];
  let lastId = 0;
  return {
    add(rule) {
      const die = createRandom(rule.seed ?? 1);
      rules.push({
        id: ++lastId,
        rule,
        seen: 0,
        hits: 0,
        matches: createPathMatcher(rule.path),
        roll: () => die.next(),
      });
      return lastId;
    },
    clear() {
      rules = [];
    },
    list: () => rules.map(({ id, rule, hits }) => ({ id, rule, hits })),
    strike(method, path, query) {
      const armed = rules.find((each) => strikes(each, method, path, query));
      if (!armed) return null;
      armed.hits++;
      return armed.rule;
    },
  };
}
