// Which face of a run is shown: what it is at, or how it ended, told from its row alone. Pure.
import type { Run } from '../api/api-types.ts';

export type Face =
  | 'waiting'
  | 'running'
  | 'preview'
  | 'done'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'refused'
  | 'readOnly';

type Told = Pick<Run, 'state' | 'preview' | 'error' | 'fields'>;

export function decideFace(run: Told): Face {
  switch (run.state) {
    case 'queued':
      return 'waiting';
    case 'running':
      return 'running';
    case 'failed':
      return run.error?.code === 'run.interrupted' ? 'cancelled' : 'failed';
    case 'refused':
      // A preview that turned out otherwise is the new preview.
      return run.preview && run.error?.code === 'plan.changed' ? 'preview' : 'refused';
    case 'withheld':
      return run.preview ? 'preview' : 'partial';
    case 'succeeded':
      if (run.fields !== null) return 'readOnly';
      return run.preview ? 'preview' : 'done';
  }
}

export const isLive = (face: Face): boolean => face === 'waiting' || face === 'running';

/** Steps that it has done or would do; those that a brake withholds are not among them. */
export const countChanges = ({ counts }: Pick<Run, 'counts'>): number =>
  counts.create + counts.change + counts.leave + counts.return + counts.delete;
