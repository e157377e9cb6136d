// Shapes of the tables that the directory quality report is kept in.

import type { ColumnType } from 'kysely';

type Json = ColumnType<unknown, string, string>;

interface QualityReportsTable {
  template_id: string;
  read_at: Date;
  made_at: Date;
  roster_version: number;
  settings: string;
  people: number;
  counts: Json;
  not_checked: Json;
}

interface QualityPeopleTable {
  template_id: string;
  code: string;
  chunk: number;
  people: string[];
  groups: number[] | null;
}

interface QualityCountsTable {
  template_id: string;
  at: Date;
  people: number;
  counts: Json;
}

interface QualityGroupsTable {
  template_id: string;
  at: Date;
  names: Json;
  failed: ColumnType<unknown, string | null, string | null>;
  found: Json;
}

export interface QualityTables {
  quality_reports: QualityReportsTable;
  quality_people: QualityPeopleTable;
  quality_counts: QualityCountsTable;
  quality_groups: QualityGroupsTable;
}
