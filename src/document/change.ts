// What an import did or would do, as it is told to people and scripts: one entry for each named thing of the
// document, and what they should know although nothing is wrong.

export interface Change {
  what:
    | 'company'
    | 'number series'
    | 'reserved numbers'
    | 'settings template'
    | 'webhook'
    | 'target'
    | 'sync template'
    | 'link';
  company: string;
  name: string;
  did: 'created' | 'updated' | 'unchanged';
  /** Keys of the document whose values are others than before. */
  fields: string[];
}

export interface Warning {
  company: string;
  /** The sync template or settings template it is about. */
  name: string;
  message: string;
  cure: string;
}
