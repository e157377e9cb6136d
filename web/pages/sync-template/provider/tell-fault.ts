// A fault of Provider Settings in the words of the chosen language; where only the server knows it, in the server's own.
import { tellReason } from '../../../steps/reason-words.ts';
import type { Spoken } from '../../../steps/reason-words.ts';
import type { ProviderFault } from './check-provider.ts';

export interface ToldFault {
  text: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export function tellFault({ code, values, message, cure }: ProviderFault, spoken: Spoken): ToldFault {
  const tell = spoken.words.provider.faultWords[code];
  if (tell) return { text: tell({ ...values }), lang: undefined };
  const told = tellReason({ code, message, cure }, spoken);
  return { text: [told.text, told.cure].filter(Boolean).join(' '), lang: told.lang };
}
