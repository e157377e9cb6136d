// Asterisk among the kinds of targets: how its settings are checked, what digests it needs and how it is opened.
import { checkSqlSecrets } from '../sql-target/connection-settings.ts';
import { defineTargetKind } from '../targets.ts';
import { checkAsteriskSettings } from './settings.ts';
import { openAsteriskTarget } from './target.ts';

export const asteriskKind = defineTargetKind({
  checkSettings: checkAsteriskSettings,
  checkSecrets: checkSqlSecrets,
  realmOf: ({ realm }) => realm,
  phoneServerOf: ({ phoneServer }) => phoneServer,
  addressOf: ({ host, port }) => `${host}:${port}`,
  open: openAsteriskTarget,
});
