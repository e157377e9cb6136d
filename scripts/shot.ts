// One picture of the portal: where it is, who looks, and what is done before it is taken.
import type { Page } from 'playwright-core';
import type { Who } from '../demo/product-people.ts';

/** Ids in the company that the pictures are of, for addresses. */
export interface ShotIds {
  template: string;
  /** The run that a brake stopped, a preview, one that failed, and the first. */
  withheldRun: string;
  previewRun: string;
  failedRun: string;
  firstRun: string;
  /** A user that is leaving, and one that is well. */
  leavingUser: string;
  user: string;
  /** People who have no user: left out, and in a conflict. */
  skippedPerson: string;
  conflictPerson: string;
  settingsTemplate: string;
  mail: string;
  /** A telephone exchange with users in every state. */
  exchange: string;
}

export interface Shot {
  /** Of the file; `--only` goes by its start. */
  name: string;
  path: string | ((ids: ShotIds) => string);
  /** The company's administrator when it is left out; null: nobody. */
  as?: Who | null;
  /** Once the page has its heading: opens what the picture is of. words: in the language that is shown. */
  prepare?: (page: Page, language: 'sv' | 'en') => Promise<void>;
}
