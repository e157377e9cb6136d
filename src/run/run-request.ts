// What a run is asked for, and what it needs of the world to carry it out.
import type { Source } from '../connectors/source.ts';
import type { Provider } from '../plan/provider.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { BrakeKind } from '../plan/steps.ts';
import type { Actor } from '../store/audit-log.ts';
import type { Database } from '../store/database.ts';
import type { TemplateLock } from '../store/runs-lock.ts';
import type { UndoWhat } from '../store/undo-steps.ts';

export type Trigger = 'schedule' | 'manual' | 'api' | 'cli' | 'first' | 'approval' | 'undo' | 'person';

export interface RunDeps {
  database: Database;
  /** Opens the connector of this kind; credentials are as they were sealed, and opening them may need the database. */
  openSource: (template: {
    templateId: string;
    kind: SyncTemplate['kind'];
    provider: Provider;
    credentials: Buffer;
    /** The source makes the run wait. */
    onWait?: (wait: { seconds: number; why: string }) => void;
  }) => Source | Promise<Source>;
  /** Wall clock, ms; decides nothing. */
  now: () => number;
  /** ms; the clock that schedules go by, which a test may set. Without it a run's own nominal time is the time. */
  clock?: () => number;
  newId: () => string;
}

export interface Progress {
  stage: 'reading' | 'planning' | 'applying';
  people: number;
  /** null while it is not known how many there are. */
  total: number | null;
}

export interface RunRequest {
  /** Of a run that has waited as a row; else it gets a new one. */
  runId?: string;
  templateId: string;
  /** Who asked for it. */
  requestedBy?: Actor;
  trigger: Trigger;
  preview: boolean;
  /** ms; the scheduled slot, else the moment it was asked for. */
  nominalAt: number;
  /** Reads and plans this person alone: her object id, or her sign-in name (UPN) while nothing has been read of her. */
  person?: string;
  /** The run that withheld steps, and the kind of them to let through. */
  approve?: { run: string; kind: BrakeKind };
  /** The preview to carry out exactly as it was seen. */
  apply?: { preview: string };
  /** Takes changes back (run/undo.ts) instead of reading anything. */
  undo?: UndoWhat;
  /** Held already by whoever asks, who also lets it go; without it the run waits for its turn. */
  lock?: TemplateLock;
  /** Ends the run; nothing of it is applied then. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}
