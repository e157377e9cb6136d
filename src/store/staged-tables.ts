// Shapes of the tables of what a run has read so far and not believed yet. A part of tables.ts; columns as in migrations/.
// Empty between runs.
import type { Generated } from 'kysely';

interface StagedPeopleTable {
  run_id: string;
  person_id: string;
  removed: Generated<boolean>;
  facts: string | null;
  facts_hash: string | null;
  mapped: string | null;
  created_ms: number | null;
  guest: boolean | null;
  disabled: boolean | null;
  search: string | null;
}

interface StagedExcludedTable {
  run_id: string;
  person_id: string;
}

export interface StagedTables {
  staged_people: StagedPeopleTable;
  staged_excluded: StagedExcludedTable;
}
