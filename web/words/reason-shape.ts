// What a reason's words are made of, in every language: from what the reason tells, a short title, a sentence and a cure. Pure.

/** What a reason tells beside its code, as it is written; '' where it does not. */
export interface ReasonFacts {
  /** The field's name as people read it. */
  field: string;
  value: string;
  /** Who holds or wins the value. */
  winner: string;
  until: string;
  /** Aliases of users that are meant. */
  candidates: string;
}

export interface ReasonWords {
  title: string;
  /** A sentence about this person. */
  text: string;
  /** What to do about it; empty when there is nothing to do. */
  cure: string;
}

export type TellReason = (facts: ReasonFacts) => ReasonWords;

/** The same for everybody. */
export function plain(title: string, text: string, cure = ''): () => ReasonWords {
  const words = { title, text, cure };
  return () => words;
}
