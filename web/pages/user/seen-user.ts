// A user as it was seen: with what the server knows it by, for deeds that must not meet another.
import type { UserInFull } from '../../api/api-types.ts';

export interface SeenUser {
  user: UserInFull;
  /** What was seen, for deeds that must not meet another. */
  etag: string;
}
