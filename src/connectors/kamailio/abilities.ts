// What a Kamailio with its subscribers in tables can do, before anybody connects.
import type { TargetAbilities } from '../target.ts';

export const kamailioAbilities: TargetAbilities = {
  secret: 'digest',
  numbers: 'direct',
  canSuspend: true,
  canTellRegistrations: true,
  batch: 500,
};
