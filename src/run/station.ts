// What an explanation consists of: stations in order, each with what was found, on what evidence and when it was read, and, where
// it stops a person, the smallest change that gets her past it and who can make it. Shapes only; src/run/stations-*.ts fill them.
import type { Facts } from '../plan/facts.ts';
import type { Mapped } from '../plan/mapping.ts';
import type { LookAnswer, PersonName } from '../connectors/person-look.ts';
import type { Company } from '../store/companies.ts';
import type { PersonAround } from '../store/explained.ts';
import type { FoundPerson } from '../store/roster-search.ts';
import type { RunRow } from '../store/runs.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { DirectoryEntry } from './directory-list.ts';
import type { LikelyPlan } from './explain-plan.ts';
import type { ShownStep } from './step-rows.ts';

export const stationNames = [
  'template',
  'entra',
  'scope',
  'filter',
  'person',
  'mapping',
  'requirement',
  'claims',
  'match',
  'creation',
  'brake',
  'user',
] as const;
export const stationVerdicts = ['passes', 'warns', 'stops', 'unknown'] as const;
export const factsFrom = ['live', 'lastRead', 'here'] as const;
export const changers = ['entraAdministrator', 'here'] as const;

/** The smallest thing that gets her past a station. */
export interface Change {
  what: string;
  /** here: an administrator of Rollcall. */
  who: (typeof changers)[number];
  /** Where that person finds it. */
  where: string;
}

export interface Evidence {
  what: string;
  is: string;
}

export interface Station {
  station: (typeof stationNames)[number];
  /** warns: something to see to that does not keep her from being a user. unknown: could not be told. */
  verdict: (typeof stationVerdicts)[number];
  /** Codes of the plan's reasons, or of a station's own (`scope.excluded`, `template.paused` …). */
  codes: string[];
  message: string;
  evidence: Evidence[];
  /** When what it rests on was read (ISO 8601); null: it rests on no reading, or there was none. */
  readAt: string | null;
  /** Asked in Entra just now, as the last run read it, or as it stands in Rollcall. */
  from: (typeof factsFrom)[number];
  changes: Change[];
}

/** What asking Entra just now came to. */
export interface LiveLook {
  isAsked: boolean;
  at: string | null;
  requests: number;
  /** Why there is no answer; null when there is one, or nobody asked. */
  why: string | null;
  cure: string | null;
}

/** All that is known of the person who is explained. */
export interface Subject {
  company: Company;
  stored: StoredSyncTemplate;
  /** ms */
  now: number;
  who: PersonName;
  /** Her row in the roster; fields are null where there is none. */
  found: FoundPerson;
  around: PersonAround;
  user: DirectoryEntry | null;
  live: LiveLook;
  answer: LookAnswer | null;
  /** What Entra said just now, else what was last read; null when nothing ever was. */
  facts: Facts | null;
  mapped: Mapped | null;
  likely: LikelyPlan;
  settingsTemplates: { id: string; name: string }[];
  newestRun: RunRow | null;
  /** What that run withheld of her. */
  withheld: ShownStep[];
}

/** Where the values of a person come from. */
export function presentFactsRead({ answer, live, found, stored }: Subject): Pick<Station, 'readAt' | 'from'> {
  if (answer?.is === 'found') return { readAt: live.at, from: 'live' };
  const at = found.isPresent === true ? stored.lastCompleteReadAt : found.readAt;
  return { readAt: (at ?? found.readAt)?.toISOString() ?? null, from: 'lastRead' };
}

export const standsHere: Pick<Station, 'readAt' | 'from'> = { readAt: null, from: 'here' };

export const here = (what: string, where: string): Change => ({ what, who: 'here', where });
export const inEntra = (what: string, where: string): Change => ({ what, who: 'entraAdministrator', where });

/** One station, once it is known what it rests on. */
export function openStation(
  station: Station['station'],
  read: Pick<Station, 'readAt' | 'from'>,
  evidence: Evidence[] = [],
) {
  const tell = (
    verdict: Station['verdict'],
    codes: string[],
    message: string,
    changes: Change[],
  ): Station => ({
    station,
    verdict,
    codes,
    message,
    evidence,
    readAt: read.readAt,
    from: read.from,
    changes,
  });
  return {
    passes: (message: string) => tell('passes', [], message, []),
    unknown: (message: string) => tell('unknown', [], message, []),
    warns: (code: string | string[], message: string, changes: Change[]) =>
      tell('warns', [code].flat(), message, changes),
    stops: (code: string | string[], message: string, changes: Change[]) =>
      tell('stops', [code].flat(), message, changes),
  };
}
