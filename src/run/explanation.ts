// The shape of an explanation, as `explain --json` prints it and the API answers: one person, several to choose from, or nobody.
import type { PersonName } from '../connectors/person-look.ts';
import type { Reason } from '../plan/reasons.ts';
import type { DirectoryEntry } from './directory-list.ts';
import type { ExplainedNumber } from './explain-number.ts';
import type { ExplainedScope, ExplainedValue } from './present-explanation.ts';
import type { ExplanationVerdict, PlacedChange } from './present-verdict.ts';
import type { LiveLook, Station } from './station.ts';
import type { ShownStep } from './step-rows.ts';

interface ExplainedStep {
  at: string;
  /** null: done by hand. */
  run: string | null;
  outcome: string;
  step: ShownStep;
}

/** What is told whether one person was found, several or nobody. */
interface Told {
  live: LiveLook;
  /** When a number was asked for. */
  number: ExplainedNumber | null;
}

export interface PersonExplanation extends PersonName, Told {
  found: true;
  verdict: ExplanationVerdict;
  /** In the order in which they stand in the way. */
  smallestChanges: PlacedChange[];
  stations: Station[];
  scope: ExplainedScope;
  values: ExplainedValue[];
  /** What the last plan said: linked, skip, conflict, outside; null while she was not planned as she is now. */
  standing: string | null;
  reasons: Reason[];
  /** The smallest thing to do about it; null when there is nothing to do. */
  cure: string | null;
  user: DirectoryEntry | null;
  otherTemplate: string | null;
  /** Words of administrators that stand. */
  isIgnored: boolean;
  createAnyway: boolean;
  steps: ExplainedStep[];
}

export type Explanation =
  | PersonExplanation
  | ({ found: true; several: PersonName[] } & Told)
  | ({ found: false; message: string; cure: string } & Told);
