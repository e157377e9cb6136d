// The port to a telephone exchange that users are written to. The directory is the truth and a target is a projection of it: each
// operation may be repeated, writes what the user is now, and touches only entries that Rollcall made or was told to adopt.
// What one user meets is an outcome; what the whole exchange meets is a TargetError thrown out of the call.
import type { TargetUser } from '../plan/target-user.ts';

/**
 * retry: nobody has to change anything (network, lock, rate). conflict: somebody else has the account or number there. rejected: this
 * user's data have to change. refused: credentials, rights or licence; the target pauses, the sync does not.
 */
export type TargetErrorClass = 'retry' | 'conflict' | 'rejected' | 'refused';

/** Of one user, or (thrown) of the whole target. Stable codes begin with `target.`. */
export class TargetError extends Error {
  readonly is: TargetErrorClass;
  readonly code: `target.${string}`;
  /** What a person can do about it, one sentence. */
  readonly cure: string;
  /** How long the exchange asked to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(
    is: TargetErrorClass,
    code: `target.${string}`,
    message: string,
    cure: string,
    options: { cause?: unknown; retryAfterMs?: number | null } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TargetError';
    this.is = is;
    this.code = code;
    this.cure = cure;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** What a kind of target can do, before any connection is made. */
export interface TargetAbilities {
  /** digest: phones register with a secret that Rollcall makes. issued: the service has its own sign-in. */
  secret: 'digest' | 'issued';
  /** direct: a number written here rings. contact: numbers are contact data, and somebody gives them at the exchange. */
  numbers: 'direct' | 'contact';
  canSuspend: boolean;
  /** Whether it can tell which phones are registered, and end registrations. */
  canTellRegistrations: boolean;
  /** Users in one call of upsert or remove; the connector makes transactions of its own where there are any. */
  batch: number;
}

/** The fields of an entry that Rollcall keeps at the target, by the target's own names, in a form that can be compared. Never a secret. */
export type TargetEntry = Readonly<Record<string, string | null>>;

/** What Rollcall wrote of a user the last time, as the target's own id of it and the entry. */
export interface Applied {
  user: string;
  externalId: string;
  entry: TargetEntry;
  /** adopted: it was there before, and an administrator said that it is this user's. */
  origin: 'made' | 'adopted';
}

/** A user whose first write was begun, and what came of it is not known. */
export interface Tried {
  user: string;
  account: string;
  /** As it was to be written. */
  entry: TargetEntry;
}

export interface Upsert {
  view: TargetUser;
  /** null: Rollcall has not written this user here yet. */
  before: Applied | null;
}

export type Outcome =
  | { user: string; is: 'done'; externalId: string; entry: TargetEntry }
  | { user: string; is: 'failed'; error: TargetError };

/** What stands in the way of a user at this target, before anything is written. */
export interface TargetFault {
  code: `target.${string}`;
  message: string;
  cure: string;
}

/** One thing that was looked at while probing. */
export interface Finding {
  /** Stable: `connected`, `version`, `schema`, `rights`, `realm` … */
  code: string;
  is: 'right' | 'warning' | 'fault';
  message: string;
  /** What to do; null where nothing is. */
  cure: string | null;
}

/** Something that is at the target, whoever made it. */
export interface Found {
  externalId: string;
  /** What people know it by: account or user name. */
  account: string;
  displayName: string | null;
  numbers: readonly string[];
  email: string | null;
  /** A field of `present` that is missing here is one that the exchange never gives back: that is no difference. */
  entry: TargetEntry;
}

export interface Registration {
  /** A SIP contact, without secrets. */
  contact: string;
  userAgent: string | null;
  expiresAt: Date | null;
}

export interface Target {
  abilities: TargetAbilities;
  /** Looks at connection, version, schema and rights; changes nothing. Throws TargetError when there is no connection. */
  probe(): Promise<Finding[]>;
  /** Pure: what would be written of this user. */
  present(view: TargetUser): TargetEntry;
  /** Pure: what stands in this user's way; empty when nothing does. */
  validate(view: TargetUser): TargetFault[];
  /**
   * Creates or changes; suspends where `view.state` says so. Takes over nothing: an entry with this account or number that is not in
   * `before` is a conflict. But for one whose secret there is the view's own digest, or whose external id is the user's: that is ours, written
   * by a process that was killed before it could say so. One outcome for each, in any order; users of one call may swap numbers.
   */
  upsert(items: readonly Upsert[]): Promise<Outcome[]>;
  /**
   * What of these was written after all: entries by the account or user name that was tried, in the place where it was tried, that bear
   * Rollcall's mark of this very user. Throws TargetError.
   */
  readTried(items: readonly Tried[]): Promise<Applied[]>;
  /** Removes the entries and ends their registrations. What is not there any more is done. */
  remove(items: readonly Applied[]): Promise<Outcome[]>;
  /** After a batch, once: what the exchange needs to take notice. */
  finish(): Promise<void>;
  /** Everything at the target, in pages, for adoption and for finding drift. */
  list(): AsyncIterable<Found[]>;
  /** These entries as they are now; one that is not there is left out. */
  read(externalIds: readonly string[]): Promise<Map<string, Found>>;
  /** Which phones are registered; empty for one that has none. */
  status(externalIds: readonly string[]): Promise<Map<string, Registration[]>>;
  close(): Promise<void>;
}
