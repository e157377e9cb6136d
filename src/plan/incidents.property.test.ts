// Whatever runs meet and however far apart they are: nobody is told too often, nobody is kept waiting, and that trouble is over
// is told once for each time that it was told to be there.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideClosing, decideMeeting, LASTS_MS, LEEWAY_MS } from './incidents.ts';
import type { Incident } from './incidents.ts';
import { canPass } from './trouble.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`incidents.property.test.ts: seed ${seed}\n`);
const hour = 3_600_000;
const day = 24 * hour;

interface Event {
  at: number;
  tell: 'opened' | 'reminder' | 'allClear' | 'quiet';
  isMet: boolean;
  incident: Incident;
}

const aRun = fc.record({
  after: fc.oneof(
    fc.integer({ min: 5, max: 60 }).map((minutes) => minutes * 60_000),
    fc.integer({ min: 1, max: 24 }).map((hours) => hours * hour),
    fc.constantFrom(day, day - hour, day + hour, 3 * day),
  ),
  isMet: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
const aCode = fc.constantFrom('credential.expired', 'graph.throttled', 'brake.removals');

function follow(code: string, runs: readonly { after: number; isMet: boolean }[]): Event[] {
  const events: Event[] = [];
  let at = Date.parse('2026-03-02T01:00:00Z');
  let incident: Incident | null = null;
  for (const { after, isMet } of runs) {
    at += after;
    if (isMet) {
      const meeting = { at, code, severity: 'error' as const, to: 'it@nordvik.example', isWorse: false };
      const met = decideMeeting(incident, meeting);
      incident = met.incident;
      events.push({ at, tell: met.tell ?? 'quiet', isMet, incident });
    } else if (incident !== null && incident.closedAt === null) {
      const closing = decideClosing(incident, at, 'over');
      incident = closing.incident;
      events.push({ at, tell: closing.isTold ? 'allClear' : 'quiet', isMet, incident });
    }
  }
  return events;
}

const isTelling = ({ tell }: Event) => tell === 'opened' || tell === 'reminder';

function expectAlways(how: (events: Event[], code: string) => void) {
  fc.assert(
    fc.property(aCode, fc.array(aRun, { minLength: 1, maxLength: 60 }), (code, runs) =>
      how(follow(code, runs), code),
    ),
    { seed, numRuns: 2_000 },
  );
}

test('two mails of one trouble are never nearer than a day less the leeway, and without a break as far as its pauses', () => {
  expectAlways((events) => {
    const tellings = events.filter(isTelling);
    for (const [nth, one] of tellings.entries()) {
      const before = tellings[nth - 1];
      if (!before || one.tell === 'opened') continue;
      expect(one.at - before.at).toBeGreaterThanOrEqual(day - LEEWAY_MS);
      const between = events.filter(({ at, isMet }) => at > before.at && at < one.at && !isMet);
      const pause = [1, 2, 4, 7][Math.min(before.incident.told, 4) - 1] ?? 0;
      if (between.length === 0) expect(one.at - before.at).toBeGreaterThanOrEqual(pause * day - LEEWAY_MS);
    }
  });
});

test('trouble is told when it is first met, or once it has lasted where it can pass', () => {
  expectAlways((events, code) => {
    for (const { at, tell, isMet, incident } of events) {
      if (!isMet || incident.toldAt !== null) continue;
      // Met and never told so far: only what can pass, and only before it has lasted.
      expect(canPass(code)).toBe(true);
      expect(at - incident.openedAt).toBeLessThan(LASTS_MS);
      expect(tell).toBe('quiet');
    }
  });
});

test('no trouble that is there is kept quiet for longer than its longest pause, nor for more than a day after an all clear', () => {
  expectAlways((events, code) => {
    if (canPass(code)) return;
    let last: Event | null = null;
    for (const event of events) {
      const longest = last?.tell === 'allClear' ? day : 7 * day;
      const isLate = event.isMet && last !== null && event.at - last.at > longest;
      expect(isLate && !isTelling(event)).toBe(false);
      if (event.tell !== 'quiet') last = event;
    }
  });
});

test('that it is over is told exactly once after it was told, and never otherwise', () => {
  expectAlways((events) => {
    let owed = false;
    for (const event of events) {
      if (isTelling(event)) owed = true;
      if (event.isMet) continue;
      expect(event.tell === 'allClear').toBe(owed);
      owed = false;
    }
  });
});
