// How a user stands, in a word or two: active, leaving on a day, or new. Pure.
import type { User } from '../../api/api-types.ts';
import type { Format } from '../../words/format.ts';
import type { Words } from '../../words/words.tsx';

/** As long as somebody may wonder who that is. */
const NEW_MS = 3 * 86_400_000;

export function presentStatus(
  { state, deleteOn, createdAt }: Pick<User, 'state' | 'deleteOn' | 'createdAt'>,
  now: number,
  { users }: Words,
  format: Format,
): { kind: 'active' | 'leaving' | 'new'; text: string } {
  if (state === 'leaving')
    return { kind: 'leaving', text: deleteOn ? users.leavesOn(format.date(deleteOn)) : users.status.leaving };
  if (now - new Date(createdAt).getTime() < NEW_MS) return { kind: 'new', text: users.status.new };
  return { kind: 'active', text: users.status.active };
}
