// What the directory quality report can find: the server's own sentences are English already, and say it all. English.
import type { findings as shape } from '../sv/people-quality.ts';

export const findings: typeof shape = {};
