// What each station says: the server's own sentences are English already, and say it all. English.
import type {
  changes as changesShape,
  evidence as evidenceShape,
  stations as stationsShape,
} from '../sv/people-stations.ts';

export const stations: typeof stationsShape = {};
export const changes: typeof changesShape = {};
export const evidence: typeof evidenceShape = {};
