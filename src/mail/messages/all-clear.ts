// The mail that says that trouble is over, to whoever was told that it was there; with what else is wrong, if anything is.
import type { Trouble } from './trouble-words.ts';
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Block, MakeDraft } from '../draft.ts';
import { openTimes } from '../present-time.ts';
import type { Times } from '../present-time.ts';
import { presentRunLink, presentTemplateLink, presentWhy } from './alarm-foot.ts';
import { presentOf, troubleWords } from './incident.ts';

const words = {
  sv: {
    solved: 'Löst',
    over: 'Löst',
    approved: 'Någon har godkänt det som spärren höll tillbaka, och det är gjort.',
    working: 'Synkroniseringen fungerar igen, och det som har ändrats i Entra under tiden har kommit med.',
    others: (titles: string) =>
      `Allt är ändå inte bra: ${titles}. Det har du fått ett eget mejl om, eller får.`,
    facts: {
      since: 'Började',
      over: 'Över',
      lasted: 'Varade i',
      seen: 'Synkroniseringar',
    },
    open: 'Öppna synkroniseringen',
    numbers: 'Öppna Nummer',
  },
  en: {
    solved: 'Solved',
    over: 'Solved',
    approved: 'Somebody has approved what the brake withheld, and it was done.',
    working: 'The sync works again, and what changed in Entra meanwhile has come over.',
    others: (titles: string) =>
      `Not all is well, though: ${titles}. You have got a mail about that, or will.`,
    facts: { since: 'Since', over: 'Over', lasted: 'Lasted', seen: 'Runs' },
    open: 'Open the run',
    numbers: 'Open Numbers',
  },
};

export const presentAllClearDraft: MakeDraft<'incident.closed'> = (notice, _mail, context) => {
  const { data } = notice;
  const { language, company, template } = context;
  const say = words[language];
  const times = openTimes(language, company.timeZone);
  const { title, over } = troubleWords[language](data, times);
  const others = Array.isArray(data.about['others']) ? data.about['others'] : [];
  const first = data.about['ended'] === 'approved' ? say.approved : over;
  const at = notice.at.toISOString();
  const isOutward = /^(webhook|target)\./.test(data.code);
  const href = isOutward
    ? null
    : template === null
      ? presentTemplateLink(context)
      : presentRunLink(context, notice.runId);
  const isRun = data.brake === null && template !== null;
  const blocks: Block[] = [
    { block: 'heading', text: `${say.over}: ${title}` },
    { block: 'notice', tone: 'good', text: [first] },
    ...presentRest(isRun, presentTitles(others, language, times), say),
    {
      block: 'facts',
      facts: [
        { name: say.facts.since, value: times.moment(data.since) },
        { name: say.facts.over, value: times.moment(at) },
        { name: say.facts.lasted, value: times.span(data.since, at) },
        { name: say.facts.seen, value: data.run === null ? null : times.number(data.seen) },
      ],
    },
    ...(href === null
      ? []
      : [{ block: 'button' as const, text: template === null ? say.numbers : say.open, href }]),
  ];
  return {
    subject: `${say.solved}: ${presentOf(template, company)} – ${title}`,
    preheader: first,
    blocks,
    why: presentWhy(language, template, template === null ? 'warning' : 'error'),
  };
};

function presentRest(isRun: boolean, titles: string[], say: (typeof words)['sv' | 'en']): Block[] {
  if (titles.length > 0) return [{ block: 'notice', tone: 'warning', text: [say.others(titles.join('; '))] }];
  return isRun ? [{ block: 'paragraph', text: [say.working] }] : [];
}

const brakes = {
  sv: 'en spärr håller tillbaka något',
  en: 'a brake withholds something',
} as const;

/** Of codes alone. */
function presentTitles(codes: readonly string[], language: MailLanguage, times: Times): string[] {
  return codes.map((code) => {
    if (code.startsWith('brake.')) return brakes[language];
    const bare: Trouble = { code, message: '', cure: '', about: {}, brake: null, seen: 1 };
    return troubleWords[language](bare, times).title;
  });
}
