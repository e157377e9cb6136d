// Why a field can not take a value, marked as English where the reader's language has no words for it.
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { tellWhy } from './why-words.ts';

export function Why({ why }: { why: string }): ReactNode {
  const { text, lang } = tellWhy(why, useWords());
  return <span lang={lang}>{text}</span>;
}
