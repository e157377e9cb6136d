// What is wrong with a value copied from Azure, in the words of the chosen language, by the check that server and portal share.
import { checkGuideValue } from '../../../src/plan/guide.ts';
import type { GuideValue } from '../../../src/plan/guide.ts';
import { useWords } from '../../words/words.tsx';

export type Checked = { value: string; fault: null } | { value: null; fault: string };

export function useValueWords(): (what: GuideValue, text: string) => Checked {
  const { words } = useWords();
  return (what, text) => {
    if (text.trim() === '') return { value: null, fault: words.guide.faults['empty'] ?? '' };
    const checked = checkGuideValue(what, text);
    if ('value' in checked) return { value: checked.value, fault: null };
    const { code = '', values = {}, message } = checked.fault;
    // In the field's own name, not in that of the key in the JSON.
    const tell = words.provider.faultWords[code];
    return { value: null, fault: tell?.({ ...values, key: words.guide.fields[what] }) ?? message };
  };
}
