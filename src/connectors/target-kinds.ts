// Kinds of target by name, by hand, one line each: asterisk, kamailio, scim.
import { asteriskKind } from './asterisk/kind.ts';
import { kamailioKind } from './kamailio/kind.ts';
import { scimKind } from './scim/kind.ts';
import type { TargetKinds } from './targets.ts';

export const targetKinds: TargetKinds = { asterisk: asteriskKind, kamailio: kamailioKind, scim: scimKind };
