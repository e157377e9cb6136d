// Kamailio among the kinds of targets: how its settings are checked, what digests it needs and how it is opened.
import { checkSqlSecrets } from '../sql-target/connection-settings.ts';
import { defineTargetKind } from '../targets.ts';
import { checkKamailioSettings } from './settings.ts';
import { openKamailioTarget } from './target.ts';

export const kamailioKind = defineTargetKind({
  checkSettings: checkKamailioSettings,
  checkSecrets: checkSqlSecrets,
  realmOf: ({ realm }) => realm,
  phoneServerOf: ({ phoneServer }) => phoneServer,
  addressOf: ({ host, port }) => `${host}:${port}`,
  hasDomains: true,
  open: openKamailioTarget,
});
