// Shape of the table of guides. A part of tables.ts; columns as in migrations/.
import type { ColumnType } from 'kysely';

type Json = ColumnType<unknown, string, string>;

export interface GuidesTable {
  id: string;
  company_id: string;
  template_id: string | null;
  name: string;
  step: string;
  done: string[];
  tenant_id: string | null;
  client_id: string | null;
  cloud: string;
  secret: Buffer | null;
  expires: string | null;
  version: number;
  started_by: Json;
  started_at: Date;
  changed_by: Json;
  changed_at: Date;
}

export interface GuideTables {
  guides: GuidesTable;
}
