// Holds the whole tenant client back while the service asks for it: requests sent while throttled keep counting,
// so nobody sends before the pause is over (SPEC §4). Keeps the account of waiting for a run and for each request.
// How long is decided in waiting.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from './entra-error.ts';
import { decideWait } from './waiting.ts';
import type { Limits } from './waiting.ts';

export interface WaitOptions {
  limits: Limits;
  now: () => number;
  /** Ends when the client is closed. */
  signal: AbortSignal;
  wait?: (ms: number) => Promise<void>;
  random?: () => number;
  onWait?: (info: { seconds: number; why: string }) => void;
}

/** One request's attempts. */
export interface Attempts {
  tries: number;
  waitedMs: number;
  sentAt: number;
}

export interface Patience {
  begin(): Attempts;
  /** Waits out a pause and notes when the attempt is sent. */
  ready(attempts: Attempts): Promise<void>;
  /** After a failed attempt: pauses everybody and says true, or false when patience is at its end. */
  again(attempts: Attempts, told: number | null, why: string): boolean;
}

export function openPatience(options: WaitOptions): Patience {
  const { limits, now, signal, random = Math.random } = options;
  const wait = options.wait ?? ((ms: number) => sleep(ms, undefined, { signal }));
  let pausedUntil = 0;
  let runMs = 0;
  return {
    begin: () => ({ tries: 0, waitedMs: 0, sentAt: now() }),
    async ready(attempts) {
      // Somebody else may lengthen the pause while we wait.
      for (let until = 0; until < pausedUntil;) {
        until = pausedUntil;
        const ms = until - now();
        if (ms > 0) {
          await wait(ms).catch((cause: unknown) => {
            throw unavailable('Microsoft Graph', 'the reading was stopped while waiting', cause);
          });
        }
      }
      attempts.tries += 1;
      attempts.sentAt = now();
    },
    again(attempts, told, why) {
      // A request that hung until its timeout has waited too.
      const hungMs = Math.max(0, now() - attempts.sentAt);
      attempts.waitedMs += hungMs;
      runMs += hungMs;
      const ms = decideWait(
        limits,
        { tries: attempts.tries, requestMs: attempts.waitedMs, runMs },
        told,
        random(),
      );
      if (ms === null) return false;
      attempts.waitedMs += ms;
      // Several requests waiting out one pause are one wait of the run.
      const until = now() + ms;
      runMs += Math.max(0, until - Math.max(now(), pausedUntil));
      pausedUntil = Math.max(pausedUntil, until);
      options.onWait?.({ seconds: ms / 1000, why });
      return true;
    },
  };
}
