// A webhook as an administrator sets it, and what is decided about one without the world: which kinds it can tell, what is
// shown of its address, how long it waits after a failure and when it gives up. Pure; time and chance come in.
import { noticeKinds } from './notice.ts';
import type { NoticeKind } from './notice.ts';

export const webhookShapes = ['json', 'teams', 'slack'] as const;
export type WebhookShape = (typeof webhookShapes)[number];

/** A test is asked for by itself and goes to one webhook alone. */
export type WebhookKind = Exclude<NoticeKind, 'test'>;
export const webhookKinds: readonly WebhookKind[] = noticeKinds.filter((kind) => kind !== 'test');

/** waiting: will be sent, also again. failed: given up. */
export const deliveryStates = ['waiting', 'sending', 'sent', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const webhookDefaults = {
  shape: 'json' as WebhookShape,
  /** What somebody has to do something about; that all is well is in the mails. */
  kinds: [
    'incident.opened',
    'incident.reminder',
    'incident.closed',
    'credential.expiring',
    'credential.renewed',
  ] as WebhookKind[],
  active: true,
};

/** Each notice is written once for every webhook: a company has no use for more, and nobody can make it many. */
export const MOST_WEBHOOKS = 20;

/** In the order of the list of kinds, each once: the same choice is the same bytes. */
export function mapKinds(kinds: readonly string[]): WebhookKind[] {
  return webhookKinds.filter((kind) => kinds.includes(kind));
}

const SHOWN_CHARACTERS = 4;
/** Below that, its end would be much of it. */
const LEAST_HIDDEN = 12;

/** Enough of an address to tell it from another, too little to send anything to it. */
export function presentShownUrl(address: string): string {
  const { origin, pathname, search, hash } = new URL(address);
  const rest = `${pathname}${search}${hash}`;
  if (rest === '/') return `${origin}/`;
  const end = rest.length >= LEAST_HIDDEN + SHOWN_CHARACTERS ? rest.slice(-SHOWN_CHARACTERS) : '';
  return `${origin}/…${end}`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first failure, the second …: together some 44 hours, so that a weekend's trouble is often over. */
const PAUSES_MS = [
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  16 * HOUR,
];
/** A webhook as a whole rests no longer than that: when it works again, what waits should not wait half a day more. */
const LONGEST_REST_MS = HOUR;
/** A receiver may ask for more patience, within reason. */
const LONGEST_ASKED_MS = 24 * HOUR;
const GIVE_UP_MS = 48 * HOUR;
/** Failures in a row without which days alone mean little: perhaps there was nothing else to send. */
const LEAST_FAILURES = 8;
/** So often a delivery holds up those behind it; then they pass. */
export const STANDS_IN_LINE = 4;

/** What came of one attempt. */
export type Attempt =
  | { is: 'delivered'; status: number }
  /**
   * gone: whoever answers says that nobody will ever be there again. refused: this message, whenever it comes. void: there was nothing
   * to send, which says nothing of the receiver.
   */
  | {
      is: 'failed';
      why: 'gone' | 'refused' | 'trouble' | 'void';
      status: number | null;
      askedMs: number | null;
    };

export interface AttemptFacts {
  /** Of this delivery, this one with it. */
  attempts: number;
  /** ms since its first attempt. */
  triedForMs: number;
  /** Of the webhook in a row, this one with it. */
  failures: number;
  /** ms since the first of these. */
  failingForMs: number;
  isTest: boolean;
  /** 0 to 1. */
  chance: number;
}

export interface AfterFailure {
  /** ms until the delivery is tried again; null: never. */
  againMs: number | null;
  /** ms in which nothing else goes to this webhook. */
  restMs: number;
  /** Why the webhook is switched off; null: it is not. */
  off: 'gone' | 'failing' | null;
}

export function decideAfterFailure(
  failed: Extract<Attempt, { is: 'failed' }>,
  facts: AttemptFacts,
): AfterFailure {
  // Somebody sits and waits for the outcome of a test; what waits in line is another matter.
  if (facts.isTest || failed.why === 'void') return { againMs: null, restMs: 0, off: null };
  const off = decideOff(failed, facts);
  const asked = Math.min(failed.askedMs ?? 0, LONGEST_ASKED_MS);
  const restMs = Math.max(asked, Math.min(pauseOf(facts.failures, facts.chance), LONGEST_REST_MS));
  const isOver =
    failed.why === 'refused' || facts.attempts > PAUSES_MS.length || facts.triedForMs >= GIVE_UP_MS;
  if (off !== null || isOver) return { againMs: null, restMs, off };
  const againMs =
    facts.attempts < STANDS_IN_LINE ? restMs : Math.max(restMs, pauseOf(facts.attempts, facts.chance));
  return { againMs, restMs, off };
}

function decideOff(
  { why }: Extract<Attempt, { is: 'failed' }>,
  { failures, failingForMs }: AttemptFacts,
): AfterFailure['off'] {
  if (why === 'gone') return 'gone';
  return failures >= LEAST_FAILURES && failingForMs >= GIVE_UP_MS ? 'failing' : null;
}

/** A tenth more or less, so that what failed together does not come back together. */
function pauseOf(nth: number, chance: number): number {
  const pause = PAUSES_MS[Math.min(nth, PAUSES_MS.length) - 1] ?? MINUTE;
  return Math.round(pause * (0.9 + 0.2 * chance));
}

/** Statuses with which a receiver refuses what it was sent, and would refuse it again. */
const REFUSING = new Set([400, 413, 415, 422]);

/** What an HTTP status means for a delivery. askedMs: of Retry-After. */
export function mapStatus(status: number, askedMs: number | null): Attempt {
  if (status >= 200 && status < 300) return { is: 'delivered', status };
  const why = status === 410 ? 'gone' : REFUSING.has(status) ? 'refused' : 'trouble';
  return { is: 'failed', why, status, askedMs: status === 429 || status === 503 ? askedMs : null };
}

/** Between two messages to one webhook: Slack and Teams take about one a second. */
export function paceOf(shape: WebhookShape): number {
  return shape === 'json' ? 0 : SECOND;
}
