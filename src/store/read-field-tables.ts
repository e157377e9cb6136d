// Shapes of the tables that hold fields which were read of everybody for a trial, beside the roster.

interface ReadFieldsTable {
  template_id: string;
  field: string;
  reading: string;
  people: number;
  scope: string;
  read_at: Date;
}

interface ReadFieldValuesTable {
  reading: string;
  person_id: string;
  field: string;
  /** JSON. */
  value: unknown;
  template_id: string;
  at: Date;
}

export interface ReadFieldTables {
  read_fields: ReadFieldsTable;
  read_field_values: ReadFieldValuesTable;
}
