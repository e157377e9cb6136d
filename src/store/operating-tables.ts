// Shapes of the tables that operating needs: keys that secrets are sealed with, and what runs have come to for /metrics.
import type { Generated } from 'kysely';

interface RunTotalsTable {
  template_id: string;
  what: string;
  label: string;
  total: number;
}

interface DataKeysTable {
  id: string;
  created_at: Generated<Date>;
  retired_at: Date | null;
}

interface MasterKeysTable {
  print: string;
  position: Generated<number>;
  created_at: Generated<Date>;
}

interface DataKeyWrapsTable {
  key_id: string;
  master: string;
  wrapped: Buffer;
}

export interface OperatingTables {
  data_keys: DataKeysTable;
  master_keys: MasterKeysTable;
  data_key_wraps: DataKeyWrapsTable;
  run_totals: RunTotalsTable;
}
