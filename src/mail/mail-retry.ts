// When what was not sent is tried again: a mail that its server does not take now, and a server in trouble. Pure.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Greylisting asks for some minutes; a full mailbox or a server under repair takes a day or more. */
const MAIL_PAUSES = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR];
const LONGEST_PAUSE = 12 * HOUR;
/** As long as mail servers themselves try (RFC 5321): a long weekend is over by then. */
const GIVE_UP_AFTER = 5 * DAY;

/** tries: how often it was refused, this time included. ms; null: not tried again. */
export function decideMailPause(tries: number, firstTriedAt: number, now: number): number | null {
  const wait = MAIL_PAUSES[tries - 1] ?? LONGEST_PAUSE;
  const left = firstTriedAt + GIVE_UP_AFTER - now;
  // The last try comes at the end of the five days and not twelve hours before it.
  return left <= 0 ? null : Math.min(wait, left);
}

/** One that may have arrived each time is not sent for five days: whoever has it three times has heard it. */
export const MOST_UNANSWERED = 3;

/** Short at first: a server that was restarted is back in a minute. A quarter of an hour is what people wait for at most. */
const TROUBLE_PAUSES = [10_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE];

/** tries: how often in a row there was trouble. ms */
export function decideTroublePause(tries: number): number {
  return TROUBLE_PAUSES[Math.max(1, tries) - 1] ?? 15 * MINUTE;
}
