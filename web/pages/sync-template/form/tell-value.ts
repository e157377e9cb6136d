// The value of a field of the form as people read it; of Provider Settings never the secret.
import { hideSecrets } from '../provider/provider-text.ts';
import { useWords } from '../../../words/words.tsx';
import type { Draft, DraftKey } from './draft.ts';

export function useTellValue(): (key: DraftKey, draft: Draft) => string {
  const { words } = useWords();
  const told = words.syncTemplate;
  return (key, draft) => {
    const choices: Partial<Record<DraftKey, string>> = {
      mode: told.modes[draft.mode].title,
      errorMailLevel: told.levels[draft.errorMailLevel].title,
      welcomeFirstLoad: told.firstLoads[draft.welcomeFirstLoad],
      disabledPeople: told.disabled[draft.disabledPeople],
      guests: told.guestChoices[draft.guests],
      // What can not be told apart from a secret is not shown.
      provider: hideSecrets(draft.provider) ?? words.provider.invalid,
    };
    const value = draft[key];
    const shown = choices[key] ?? (typeof value === 'boolean' ? (value ? told.on : told.off) : value);
    return shown === '' ? told.emptyValue : shown;
  };
}
