// Who is chosen in the list of users, as the deeds on several need it.
import type { User } from '../../api/api-types.ts';
import type { Rows } from '../../parts/table/rows.ts';
import type { Selection } from '../../parts/table/selection.ts';
import type { UserFilter } from './filter.ts';

export interface Chosen {
  count: number;
  selection: Selection;
  filter: UserFilter;
  rows: Rows<User>;
}
