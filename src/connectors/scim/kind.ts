// SCIM 2.0 as a kind of target.
import { defineTargetKind } from '../targets.ts';
import { checkSecrets } from './secret.ts';
import { checkSettings } from './settings.ts';
import { openScimTarget } from './target.ts';

export const scimKind = defineTargetKind({
  checkSettings,
  checkSecrets,
  realmOf: () => null,
  addressOf: ({ url }) => new URL(url).host,
  open: openScimTarget,
});
