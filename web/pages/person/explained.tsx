// What stands in the way of one person, and what would help: verdict, the smallest changes in order, station by station, values, history.
import type { ReactNode } from 'react';
import type { PersonExplanation } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { SmallestChanges } from './smallest-changes.tsx';
import { Stations } from './stations.tsx';
import { Steps } from './steps.tsx';
import { Values } from './values.tsx';
import { tellVerdict } from './tell.ts';
import type { Telling } from './tell.ts';
import classes from './person.module.css';

export function Explained({
  templateId,
  template,
  explanation,
}: {
  templateId: string;
  template: string;
  explanation: PersonExplanation;
}): ReactNode {
  const spoken = useWords();
  const telling: Telling = { ...spoken, explanation, template };
  const { text, lang } = tellVerdict(telling);
  const { is } = explanation.verdict;
  const w = spoken.words.people.explain();
  return (
    <>
      <section className={classes['verdict']} data-is={is} aria-label={w.titles[is]}>
        <b>{w.titles[is]}.</b> <span lang={lang}>{text}</span>
      </section>
      <SmallestChanges telling={telling} templateId={templateId} />
      <Stations telling={telling} />
      <Values explanation={explanation} />
      <Steps explanation={explanation} />
    </>
  );
}
