// How one user stands at an exchange, in a line: why not, what differs, what comes.
import { useCallback } from 'react';
import type { TargetStanding } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';

export interface ToldStanding {
  what: string;
  /** Set where the words are the server's own. */
  lang: 'en' | undefined;
}

export function useTellStanding(): (standing: TargetStanding & { isGone?: boolean }) => ToldStanding {
  const { words, format } = useWords();
  return useCallback(
    ({ error, drift, isKept, isGone = false, state }) => {
      const { exchanges: told, exchangeTroubles } = words;
      const say = (what: string): ToldStanding => ({ what, lang: undefined });
      if (error !== null && state === 'failed') {
        const own = exchangeTroubles.troubles[error.code];
        return own ? say(own.text) : { what: error.message, lang: 'en' };
      }
      if (state === 'drift' && drift !== null) {
        if (drift.is === 'missing') return say(told.missing);
        return say(told.fields(drift.fields.length, format.number(drift.fields.length)));
      }
      if (isGone) return say(told.toBeRemoved);
      return say(isKept ? told.isKept : '');
    },
    [words, format],
  );
}
