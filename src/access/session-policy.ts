// How long a session lives and when its token is changed. Pure.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A working day's pause; whoever comes back the next morning signs in again. */
const IDLE_MS = 9 * HOUR;
/** However busy: a stolen cookie is worth nothing after that. */
export const LONGEST_MS = 7 * 24 * HOUR;
/** A token that leaked into a log or a backup is soon an old one. */
const ROTATE_EVERY_MS = HOUR;
/** Requests that were on their way while the token changed still carry the old one. */
const ROTATION_GRACE_MS = MINUTE;
/** When a session was last seen is worth one write a minute, not one a request. */
const TOUCH_EVERY_MS = MINUTE;

export interface SessionTimes {
  /** All in ms. */
  seenAt: number;
  rotatedAt: number;
  expiresAt: number;
  /** Whether it was the token before the last rotation that came. */
  isPrevious: boolean;
}

export interface SessionDecision {
  isOver: boolean;
  /** Give the browser a new token. */
  rotate: boolean;
  /** Note that it was seen; the token before the last rotation ends with that. */
  touch: boolean;
}

/**
 * The token before a rotation is good until the new one has been used: an answer that was lost on the way must not sign
 * anybody out. A browser that still sends it after the grace has evidently not got the new one, and gets another.
 */
export function decideSession(session: SessionTimes, now: number): SessionDecision {
  const { seenAt, rotatedAt, expiresAt, isPrevious } = session;
  if (now >= expiresAt || now - seenAt >= IDLE_MS) return { isOver: true, rotate: false, touch: false };
  const rotate = now - rotatedAt >= (isPrevious ? ROTATION_GRACE_MS : ROTATE_EVERY_MS);
  return { isOver: false, rotate, touch: !isPrevious && now - seenAt >= TOUCH_EVERY_MS };
}
