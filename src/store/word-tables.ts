// Columns of the tables that keep administrators' words about people who have no user: ignored, created anyway.
import type { ColumnType, Generated } from 'kysely';

interface IgnoredPeopleTable {
  template_id: string;
  person_id: string;
  until: Date | null;
  why: string | null;
  ignored_by: ColumnType<unknown, string | null | undefined, string | null>;
  at: Generated<Date>;
}

interface CreateAnywayTable {
  template_id: string;
  person_id: string;
  why: string | null;
  said_by: ColumnType<unknown, string, string>;
  at: Date;
}

export interface WordTables {
  ignored_people: IgnoredPeopleTable;
  create_anyway: CreateAnywayTable;
}
