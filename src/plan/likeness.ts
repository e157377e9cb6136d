// What a likeness to a user that no sync keeps comes to (SPEC §5): alias and number are one person's, mail and name may be
// several people's. Pure.

/** Why an unlinked user may be the same human being. Alias and number can not be shared, mail and name can. */
export type Evidence = 'alias' | 'pstnFixed' | 'email' | 'name';
export interface Candidate {
  /** Id of the user. */
  user: string;
  alias: string;
  evidence: Evidence[];
}

/** By what can not be shared. */
export function isUnshareable({ evidence }: Pick<Candidate, 'evidence'>): boolean {
  return evidence.includes('alias') || evidence.includes('pstnFixed');
}

/** Whether somebody who is like these can be made another user beside them. */
export function canCreateBeside(candidates: readonly Pick<Candidate, 'evidence'>[]): boolean {
  return !candidates.some(isUnshareable);
}
