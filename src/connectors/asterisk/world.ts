// What writing to an Asterisk's tables needs within one transaction.
import type { Db } from '../sql-target/open-sql-target.ts';
import type { AsteriskSettings } from './settings.ts';

export interface World extends Db {
  settings: AsteriskSettings;
}
