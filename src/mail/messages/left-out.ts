// The digest of people left out: who has no user and why, what to do and who can do it, most people first; and that
// nobody is left out any more.
import type { LeftOutReason } from '../../plan/told.ts';
import type { Block, MakeDraft } from '../draft.ts';
import { openTimes } from '../present-time.ts';
import type { Times } from '../present-time.ts';
import { presentPeopleLink, presentWhy } from './alarm-foot.ts';
import { presentDeletedSoon } from './deleted-soon.ts';
import { presentNames, presentOf } from './incident.ts';
import { presentReason, whoWords } from './reason-words.ts';

const words = {
  sv: {
    subject: (n: string, isOne: boolean, of: string) =>
      `Varning: ${of} – ${n} ${isOne ? 'person får' : 'personer får'} ingen användare`,
    heading: (n: string, isOne: boolean) => `${n} ${isOne ? 'person får' : 'personer får'} ingen användare`,
    text: (isOne: boolean) =>
      `${isOne ? 'Personen' : 'De'} ingår i synkroniseringen, men något saknas eller krockar. Alla andra är synkade, och de som redan har en användare behåller den.`,
    next: 'När det är rättat skapas användaren av sig själv i nästa synkronisering. Du får ett nytt mejl först när något har ändrats.',
    more: (n: string) => `och ${n} till.`,
    open: 'Visa personerna',
    none: {
      subject: (of: string) => `Löst: ${of} – alla har en användare`,
      heading: 'Alla har en användare',
      text: 'Ingen hoppas över längre.',
    },
  },
  en: {
    subject: (n: string, isOne: boolean, of: string) =>
      `Warning: ${of} – ${n} ${isOne ? 'person gets' : 'people get'} no user`,
    heading: (n: string, isOne: boolean) => `${n} ${isOne ? 'person gets' : 'people get'} no user`,
    text: (isOne: boolean) =>
      `${isOne ? 'This person is' : 'They are'} in scope of the sync, but something is missing or clashes. Everybody else is synced, and whoever has a user keeps it.`,
    next: 'Once it is put right the next sync creates the user by itself. You get another mail only when something has changed.',
    more: (n: string) => `and ${n} more.`,
    open: 'Show the people',
    none: {
      subject: (of: string) => `Solved: ${of} – everybody has a user`,
      heading: 'Everybody has a user',
      text: 'Nobody is left out any more.',
    },
  },
};

export const presentLeftOutDraft: MakeDraft<'people.leftOut'> = ({ data }, _mail, context) => {
  const { language, company, template } = context;
  const say = words[language];
  const times = openTimes(language, company.timeZone);
  const of = presentOf(template, company);
  const soon = presentDeletedSoon(data, language, times);
  const why = presentWhy(language, template, 'warning');
  if (data.count === 0) {
    const { subject, heading, text } = say.none;
    const good: Block = { block: 'notice', tone: 'good', text: [text] };
    return {
      subject: subject(of),
      preheader: text,
      blocks: [{ block: 'heading', text: heading }, good, ...soon],
      why,
    };
  }
  const isOne = data.count === 1;
  const count = times.number(data.count);
  const href = presentPeopleLink(context);
  const blocks: Block[] = [
    { block: 'heading', text: say.heading(count, isOne) },
    { block: 'paragraph', text: [say.text(isOne)] },
    ...data.reasons.flatMap((reason) => presentGroup(reason, language, times)),
    { block: 'paragraph', text: [say.next] },
    ...(href === null ? [] : [{ block: 'button' as const, text: say.open, href }]),
    ...soon,
  ];
  const first = data.reasons[0];
  const preheader = first
    ? `${presentReason(first.code, language).title}: ${times.number(first.count)}`
    : say.text(isOne);
  return { subject: say.subject(count, isOne, of), preheader, blocks, why };
};

function presentGroup(
  { code, count, people }: LeftOutReason,
  language: keyof typeof words,
  times: Times,
): Block[] {
  const say = words[language];
  const { title, cure, who } = presentReason(code, language);
  const whose = whoWords[language][who];
  return [
    { block: 'heading', text: `${title} (${times.number(count)})` },
    { block: 'paragraph', text: [cure, ...(whose === '' ? [] : [' ', { strong: `${whose}.` }])] },
    presentNames(people, count, (n) => say.more(times.number(n))),
  ];
}
