// What is told to administrators, by mail and by webhooks alike: kinds of notice and the facts of each. People are named
// with their ids, so that they can be forgotten wherever they were told of. Pure shapes.
import type { Counts } from './counts.ts';
import type { Brake, DueUser, LeftOutReason, ToldUser } from './told.ts';

export type Severity = 'error' | 'warning' | 'info';

/** The template had new users. */
export interface UsersCreated {
  count: number;
  /** By alias; at most MOST_NAMED of them. */
  users: ToldUser[];
}

/** Trouble that lasts: opened, told again with growing pauses, over. */
export interface IncidentTold {
  incident: string;
  /** A code of SPEC §11, or brake.removals, brake.numbers, brake.creates, series.low … */
  code: string;
  /** English, as in the run's report; mails have their own words for codes they know. */
  message: string;
  cure: string;
  /** What a message in another language needs beside the code: permission, group, candidates, tenant … */
  about: Record<string, string | string[]>;
  /** ISO times. */
  since: string;
  lastSeen: string;
  /** Runs that met it. */
  seen: number;
  /** When it is told again if it lasts; null when it is over. */
  nextReminder: string | null;
  /** Of a brake: what it withholds. */
  brake: Brake | null;
  /** The run that met it last. */
  run: string | null;
}

/** People in scope without a user, by reason; written when who they are or why has changed. */
interface PeopleLeftOut {
  count: number;
  reasons: LeftOutReason[];
  /** Users who are deleted in the next 7 days. */
  deletedSoon: DueUser[];
  deletedSoonCount: number;
}

/** A run that changed something. */
export interface RunSummary {
  state: string;
  finishedAt: string;
  counts: Counts;
  people: number;
  reasons: { code: string; count: number }[];
  deletedSoon: DueUser[];
  deletedSoonCount: number;
}

export interface CredentialExpiring {
  credential: 'secret' | 'certificate';
  /** GUID of the app registration. */
  app: string;
  /** YYYY-MM-DD. */
  expires: string;
  /** Until then; 0 on the day, below 0 after it. */
  days: number;
  /**
   * A second credential is there and did not work today, could not be tried because nobody answered, or is not there; one that
   * works takes over at once.
   */
  next: 'none' | 'notWorking' | 'unanswered';
  /** Who says so. */
  source: 'administrator' | 'certificate' | 'entra';
}

export interface CredentialRenewed {
  credential: 'secret' | 'certificate';
  app: string;
  /** daily: the daily trial of the second one worked; failed: the first one was refused and the second one took over. */
  why: 'daily' | 'failed';
  /** YYYY-MM-DD of the new one, when known. */
  expires: string | null;
}

interface NoticeTest {
  /** Who asked for it. */
  by: string;
}

interface NoticeData {
  'users.created': UsersCreated;
  'incident.opened': IncidentTold;
  'incident.reminder': IncidentTold;
  'incident.closed': IncidentTold;
  'people.leftOut': PeopleLeftOut;
  'run.summary': RunSummary;
  'credential.expiring': CredentialExpiring;
  'credential.renewed': CredentialRenewed;
  test: NoticeTest;
}

export type NoticeKind = keyof NoticeData;
export const noticeKinds = [
  'users.created',
  'incident.opened',
  'incident.reminder',
  'incident.closed',
  'people.leftOut',
  'run.summary',
  'credential.expiring',
  'credential.renewed',
  'test',
] as const satisfies readonly NoticeKind[];

export type DataOf<K extends NoticeKind> = NoticeData[K];

/** As it is stored, with what it is about. */
export type Notice = {
  [K in NoticeKind]: {
    id: string;
    companyId: string;
    templateId: string | null;
    runId: string | null;
    kind: K;
    severity: Severity;
    at: Date;
    data: DataOf<K>;
  };
}[NoticeKind];
