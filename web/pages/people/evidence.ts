// What can be the same of a person and a user, and how it is said.
import type { Candidate } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';

export const evidences = ['alias', 'pstnFixed', 'email', 'name'] as const;

/** "Samma PSTN Fixed". */
export function useEvidenceWords(): (evidence: Candidate['evidence'][number]) => string {
  const { words } = useWords();
  const { same, sameName } = words.people.conflicts;
  return (evidence) => (evidence === 'name' ? sameName : same(words.fields.user[evidence] ?? evidence));
}
