// The summary of a run that did something: what it did in figures, what it left, and who is deleted soon.
import type { RunSummary } from '../../plan/notice.ts';
import type { Block, MakeDraft } from '../draft.ts';
import { openTimes } from '../present-time.ts';
import type { Times } from '../present-time.ts';
import { presentRunLink, presentWhy } from './alarm-foot.ts';
import { presentDeletedSoon } from './deleted-soon.ts';
import { presentOf } from './incident.ts';
import { presentReason } from './reason-words.ts';

const words = {
  sv: {
    subject: (of: string, what: string) => `Synkronisering: ${of} – ${what}`,
    did: { create: 'skapade', change: 'ändrade', leave: 'slutar', return: 'tillbaka', delete: 'borttagna' },
    nothing: 'inget genomfört',
    run: (number: string) => (number === '' ? 'Synkroniseringen' : `Synkronisering ${number}`),
    heading: (run: string) => `${run} är klar`,
    withheldHeading: (run: string) => `${run} är klar, utom det som en spärr håller tillbaka`,
    withheld: 'En spärr håller tillbaka en del tills någon har godkänt den. Se synkroniseringen i portalen.',
    facts: {
      finished: 'Klar',
      people: 'Personer i synkroniseringen',
      create: 'Skapade',
      change: 'Ändrade',
      leave: 'Slutar',
      return: 'Kommer tillbaka',
      delete: 'Borttagna',
      unchanged: 'Oförändrade',
      skip: 'Hoppas över',
      conflict: 'Krockar',
    },
    reasons: 'Orsaker',
    head: ['Orsak', 'Personer'],
    open: 'Öppna synkroniseringen',
  },
  en: {
    subject: (of: string, what: string) => `Sync: ${of} – ${what}`,
    did: { create: 'created', change: 'changed', leave: 'leaving', return: 'back', delete: 'deleted' },
    nothing: 'nothing applied',
    run: (number: string) => (number === '' ? 'The sync' : `Run ${number}`),
    heading: (run: string) => `${run} is done`,
    withheldHeading: (run: string) => `${run} is done, except for what a brake withholds`,
    withheld: 'A brake withholds a part of it until somebody approves it. See the run in the portal.',
    facts: {
      finished: 'Finished',
      people: 'People in scope',
      create: 'Created',
      change: 'Changed',
      leave: 'Leaving',
      return: 'Returns',
      delete: 'Deleted',
      unchanged: 'Unchanged',
      skip: 'Skipped',
      conflict: 'Conflicts',
    },
    reasons: 'Reasons',
    head: ['Reason', 'People'],
    open: 'Open the run',
  },
};

const deeds = ['create', 'change', 'leave', 'return', 'delete'] as const;

export const presentSummaryDraft: MakeDraft<'run.summary'> = (notice, _mail, context) => {
  const { data, runId } = notice;
  const { language, company, template } = context;
  const say = words[language];
  const times = openTimes(language, company.timeZone);
  const what = presentDeeds(data, times, say);
  const isWithheld = data.state === 'withheld';
  // As the portal calls it, so that people can speak of it.
  const run = say.run(typeof context.runNumber === 'number' ? `#${context.runNumber}` : '');
  const href = presentRunLink(context, runId);
  const blocks: Block[] = [
    { block: 'heading', text: (isWithheld ? say.withheldHeading : say.heading)(run) },
    ...(isWithheld ? [{ block: 'notice' as const, tone: 'warning' as const, text: [say.withheld] }] : []),
    presentFacts(data, times, say),
    ...presentReasons(data, times, language),
    ...(href === null ? [] : [{ block: 'button' as const, text: say.open, href }]),
    ...presentDeletedSoon(data, language, times),
  ];
  return {
    subject: say.subject(presentOf(template, company), what),
    preheader: what,
    blocks,
    why: presentWhy(language, template, 'info'),
  };
};

type Say = (typeof words)['sv' | 'en'];

function presentDeeds({ counts }: RunSummary, times: Times, say: Say): string {
  const done = deeds.filter((deed) => counts[deed] > 0);
  return done.map((deed) => `${times.number(counts[deed])} ${say.did[deed]}`).join(', ') || say.nothing;
}

function presentFacts({ counts, people, finishedAt }: RunSummary, times: Times, say: Say): Block {
  const some = (count: number) => (count === 0 ? null : times.number(count));
  const { facts } = say;
  return {
    block: 'facts',
    facts: [
      { name: facts.finished, value: times.moment(finishedAt) },
      { name: facts.people, value: times.number(people) },
      ...deeds.map((deed) => ({ name: facts[deed], value: some(counts[deed]) })),
      { name: facts.unchanged, value: times.number(counts.unchanged) },
      { name: facts.skip, value: some(counts.skip) },
      { name: facts.conflict, value: some(counts.conflict) },
    ],
  };
}

/** Of people left out; why users were changed is in the run. */
function presentReasons({ reasons }: RunSummary, times: Times, language: keyof typeof words): Block[] {
  const told = reasons.flatMap(({ code, count }) => {
    const { title, cure } = presentReason(code, language);
    return cure === '' ? [] : [[title, times.number(count)]];
  });
  if (told.length === 0) return [];
  const say = words[language];
  return [
    { block: 'heading', text: say.reasons },
    { block: 'table', head: say.head, rows: told, more: null },
  ];
}
