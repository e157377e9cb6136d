// What the rows of the tab Field mapping share: whether they may be changed, the choices, what trying gave, and what is wrong where.
import { createContext, use } from 'react';
import type { FieldSamples, MappingTrial } from '../../../api/api-types.ts';

export type Choice = FieldSamples['items'][number];
type TrialField = MappingTrial['fields'][number];
export type TrialCategory = 'usable' | 'empty' | 'unusable' | 'colliding' | 'differing';

/** What stands under a control. */
export interface Told {
  text: string;
  /** Set where the words are the server's. */
  lang?: 'en' | undefined;
}

export interface EditorParts {
  isReadOnly: boolean;
  choices: readonly Choice[];
  trial: MappingTrial | null;
  isLate: boolean;
  /** at: as in draft-faults.ts. */
  faultAt: (at: string) => Told | null;
  /** Opens the list behind a number. field: as trying calls it. */
  showPeople: (field: string, label: string, category: TrialCategory) => void;
}

export const EditorContext = createContext<EditorParts | null>(null);

export function useEditor(): EditorParts {
  const parts = use(EditorContext);
  if (!parts) throw new Error('there is no editor around this component');
  return parts;
}

export const findTried = (trial: MappingTrial | null, field: string): TrialField | null =>
  trial?.fields.find((one) => one.field === field) ?? null;
