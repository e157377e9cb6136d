// What of a sync template waits for somebody: trouble that lasts, and mails that are held, uncertain or failed; each with the command
// for it.
import type { StatusEntry } from '../run/status.ts';
import { paint, presentCount, presentPlain } from './terminal.ts';

/** Rows of a table of two columns. time: an ISO time as people read it. */
export function presentOpen({ incidents, mails }: StatusEntry, time: (iso: string) => string): string[][] {
  const trouble = incidents.map(({ code, severity, message, since, quietUntil }) => {
    const quiet = quietUntil === null ? '' : `, quiet until ${time(quietUntil)}`;
    return [
      paint(severity === 'error' ? 'red' : 'yellow', '  trouble'),
      `${code} since ${time(since)}${quiet}: ${presentPlain(message)}`,
    ];
  });
  const parts = [
    [mails.held, 'held: rollcall release-mail sends them'],
    [mails.uncertain, 'uncertain: rollcall outbox uncertain lists them'],
    [mails.failed, 'failed: rollcall outbox failed tells why'],
    [mails.waiting, 'wait to be sent'],
  ] as const;
  const waiting = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${presentCount(count)} ${what}`);
  return [...trouble, ...waiting.map((words) => [paint('yellow', '  mails'), words])];
}
