// What an Asterisk with its users in tables can do, before anybody connects.
import type { TargetAbilities } from '../target.ts';

export const asteriskAbilities: TargetAbilities = {
  secret: 'digest',
  numbers: 'direct',
  canSuspend: true,
  canTellRegistrations: true,
  batch: 500,
};
