// Who gets an alias, a PSTN Fixed number or an extension when several people want it (R4, R11; SPEC §5).
// The holder keeps what she holds; a value that its holder gives up in the same plan is free in that plan;
// else the earliest createdDateTime (null first) wins, then the smallest object id. Somebody who can not get
// everything that is required stands in nobody's way (R12). Steps are made elsewhere; this only grants.
import { byRank, settleContest } from './contest.ts';
import type { Claimant, Claims, Contender, Keys } from './contest.ts';
import { uniqueFields } from './mapping.ts';
import type { PersonId } from './steps.ts';
import type { PlanPerson } from './person.ts';

/** Aliases are the same when their Unicode case folding is (å is not a, Å is å; ı has no capital of its own). */
export function foldAlias(alias: string): string {
  const lower = alias.toLowerCase();
  const upper = lower.includes('ı')
    ? lower.replace(/[^ı]+/gu, (text) => text.toUpperCase())
    : lower.toUpperCase();
  return upper.normalize('NFC');
}

/** The keys that a person's mapped values ask for, as the directory stores them; e-mail in lower case. */
export function wantedKeys(person: PlanPerson): Keys & { email: string | null } {
  const values = person.mapped?.values ?? {};
  return {
    alias: values.alias ? foldAlias(values.alias) : null,
    pstnFixed: values.pstnFixed ?? null,
    extension: values.extension ?? null,
    email: values.email?.toLowerCase() ?? null,
  };
}

export const noKeys: Keys = Object.freeze({ alias: null, pstnFixed: null, extension: null });

const noClaims: Contender['claims'] = Object.freeze({});

/** In order of rank. Grants until nothing more can be granted, so that planning again gives nobody anything (R2). */
export function settleClaims(
  claimants: readonly Claimant[],
  claims: Claims,
  areNumbersFrozen: boolean,
): Map<PersonId, Contender> {
  const ranked = claimants.toSorted(byRank).map((claimant) => openContender(claimant, claims));
  const contenders = new Map(ranked.map((contender) => [contender.claimant.person, contender]));
  let left = ranked;
  // More than one round is rare: only where a circle was broken may something be left to grant.
  while (left.length > 0 && settleContest(left, claims, areNumbersFrozen) > 0)
    left = left.filter((c) => uniqueFields.some((field) => c.wants[field] !== null));
  // The lines they stood in lead to everybody else: half a million people are not kept for that.
  for (const contender of ranked) contender.claims = noClaims;
  return contenders;
}

function openContender(claimant: Claimant, { holders }: Claims): Contender {
  const { kind, wants, holds, user } = claimant;
  const contender = { claimant, isJoiner: kind === 'joiner', wants, holds, won: noKeys, claims: noClaims };
  for (const field of uniqueFields) {
    const key = holds[field];
    const holder = key === null ? undefined : holders[field].get(key);
    if (holder && holder.user === user) holder.contender = contender;
  }
  return contender;
}
