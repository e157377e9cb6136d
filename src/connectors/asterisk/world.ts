// What writing to an Asterisk's tables needs within one transaction, and what is decided of a user before it begins.
import type { Db } from '../sql-target/open-sql-target.ts';
import type { TargetEntry, Upsert } from '../target.ts';
import type { PresentEndpoint } from './read-present.ts';
import type { AsteriskSettings } from './settings.ts';

export interface World extends Db {
  settings: AsteriskSettings;
}

export interface Writing {
  item: Upsert;
  account: string;
  entry: TargetEntry;
  isAdopted: boolean;
  /** null: nothing is there yet. */
  present: PresentEndpoint | null;
}
