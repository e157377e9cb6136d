// The shape of what is said of expressions in a language of the portal: by the server's own sentence, without its end.

export interface SaidOfExpressions {
  /** The first that fits tells it. None: the server's own words are those of the language. */
  said: readonly (readonly [sentence: RegExp, tell: (...parts: string[]) => string])[];
  /** Where to look; null: the server's. */
  cure: string | null;
}
