// What writing to a Kamailio's tables needs within one transaction, and what is decided of a user before it begins.
import type { Db } from '../sql-target/open-sql-target.ts';
import type { TargetEntry, Upsert } from '../target.ts';
import type { KamailioSettings } from './settings.ts';

export interface World extends Db {
  settings: KamailioSettings;
}

export interface Writing {
  item: Upsert;
  account: string;
  entry: TargetEntry;
  isThere: boolean;
  /** The digest that is there now; null: none. */
  ha1: string | null;
}
