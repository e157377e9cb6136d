// The shape of what is said of a sync template's warnings in a language of the portal: by the server's own sentence.

/** The first that fits tells it. None: the server's own words are those of the language, or the best there are. */
export type SaidOfTemplates = readonly (readonly [
  sentence: RegExp,
  tell: (...parts: string[]) => { text: string; cure: string },
])[];
