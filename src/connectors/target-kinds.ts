// Kinds of target by name, by hand, one line each: asterisk, kamailio, scim.
import type { TargetKinds } from './targets.ts';

export const targetKinds: TargetKinds = {};
