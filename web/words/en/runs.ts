// Words of the page runs, English.
import type { runs as shape } from '../sv/runs.ts';

export const runs: typeof shape = {
  title: 'Runs',
};
