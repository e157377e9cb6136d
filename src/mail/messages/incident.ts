// The error mail and its reminders: what has happened, since when, what is unharmed and what to do, step by step; of a brake
// with the people whom it is about.
import type { IncidentTold, Notice } from '../../plan/notice.ts';
import type { Brake } from '../../plan/told.ts';
import type { Block, Draft, Inline, MailContext } from '../draft.ts';
import { openTimes } from '../present-time.ts';
import type { Times } from '../present-time.ts';
import { presentRunLink, presentTemplateLink, presentWhy } from './alarm-foot.ts';
import { presentEnglish } from './trouble-words-en.ts';
import { presentSwedish } from './trouble-words-sv.ts';

export const troubleWords = { sv: presentSwedish, en: presentEnglish };

const words = {
  sv: {
    tags: { error: 'Fel', warning: 'Varning', info: 'Varning', brake: 'Spärr' },
    still: (tag: string, span: string) => `${tag} sedan ${span}`,
    stillText: (span: string) => `Det här är en påminnelse. Det har varat i ${span}.`,
    unharmed: 'Ingen skada skedd',
    steps: 'Gör så här',
    facts: {
      of: 'Gäller',
      since: 'Började',
      lastSeen: 'Senast',
      seen: 'Sett i',
      cameBack: 'Har varit borta och kommit tillbaka',
      next: 'Nästa påminnelse',
      app: 'Program-ID (klient)',
      run: 'Synkronisering',
      code: 'Kod',
    },
    times: (n: string) => (n === '1' ? '1 gång' : `${n} gånger`),
    runs: (n: string, isOne: boolean) => `${n} ${isOne ? 'synkronisering' : 'synkroniseringar'}`,
    people: 'Det gäller',
    more: (n: string) => `och ${n} till.`,
    command: 'Eller godkänn från kommandoraden:',
    open: { run: 'Öppna synkroniseringen', template: 'Öppna mallen' },
  },
  en: {
    tags: { error: 'Error', warning: 'Warning', info: 'Warning', brake: 'Brake' },
    still: (tag: string, span: string) => `${tag} for ${span}`,
    stillText: (span: string) => `This is a reminder: it has lasted for ${span}.`,
    unharmed: 'Unharmed',
    steps: 'What to do',
    facts: {
      of: 'About',
      since: 'Since',
      lastSeen: 'Last seen',
      seen: 'Seen in',
      cameBack: 'Went away and came back',
      next: 'Next reminder',
      app: 'Application (client) ID',
      run: 'Run',
      code: 'Code',
    },
    times: (n: string) => (n === '1' ? 'once' : `${n} times`),
    runs: (n: string, isOne: boolean) => `${n} ${isOne ? 'run' : 'runs'}`,
    people: 'It is about',
    more: (n: string) => `and ${n} more.`,
    command: 'Or approve it on the command line:',
    open: { run: 'Open the run', template: 'Open the sync template' },
  },
};

export function presentIncidentDraft(
  notice: Extract<Notice, { kind: 'incident.opened' | 'incident.reminder' }>,
  _mail: unknown,
  context: MailContext,
): Draft {
  const { data, severity } = notice;
  const { language, company, template } = context;
  const say = words[language];
  const times = openTimes(language, company.timeZone);
  const { title, what, unharmed, steps } = troubleWords[language](data, times);
  const tag = say.tags[data.brake === null ? severity : 'brake'];
  const span = times.span(data.since, notice.at.toISOString());
  const isReminder = notice.kind === 'incident.reminder' && span !== times.span(data.since, data.since);
  const head = isReminder ? say.still(tag, span) : tag;
  const blocks: Block[] = [
    { block: 'heading', text: capitalise(title) },
    { block: 'notice', tone: severity === 'error' ? 'error' : 'warning', text: [what] },
    ...(isReminder ? [{ block: 'paragraph' as const, text: [say.stillText(span)] }] : []),
    { block: 'paragraph', text: [{ strong: `${say.unharmed}:` }, ' ', unharmed] },
    { block: 'heading', text: say.steps },
    { block: 'list', ordered: true, items: steps },
    ...presentButton(data, context, say),
    ...(data.brake === null ? [] : presentPeople(data.brake, times, say)),
    presentFacts(data, times, say, presentOf(template, company)),
  ];
  return {
    subject: `${head}: ${presentOf(template, company)} – ${title}`,
    preheader: what,
    blocks,
    why: presentWhy(language, template, severity),
  };
}

type Say = (typeof words)['sv' | 'en'];

/** Two templates with one cause are two mails: the subject says which one this is of. */
export function presentOf(template: { name: string } | null, company: { name: string }): string {
  return template === null ? company.name : `${template.name} (${company.name})`;
}

function presentPeople({ people, count }: Brake, times: Times, say: Say): Block[] {
  if (people.length === 0) return [];
  return [
    { block: 'heading', text: say.people },
    presentNames(people, count, (n) => say.more(times.number(n))),
  ];
}

/** count: of all of them; more: what is said of those who are not named. */
export function presentNames(
  people: readonly { name: string }[],
  count: number,
  more: (rest: number) => string,
): Block {
  const items: Inline[][] = people.map(({ name }) => [name]);
  const left = count - people.length;
  return {
    block: 'list',
    ordered: false,
    items,
    ...(left > 0 && { rest: { count: left, text: more(left) } }),
  };
}

function presentButton(data: IncidentTold, context: MailContext, say: Say): Block[] {
  // There is no template to open.
  if (/^(webhook|target)\./.test(data.code)) return [];
  const isBrake = data.brake !== null;
  const href = isBrake ? presentRunLink(context, data.run) : presentTemplateLink(context);
  // Without a portal to link to there is the command line.
  if (href === null && data.brake !== null && data.run !== null)
    return [
      { block: 'paragraph', text: [say.command] },
      // In one piece, to be copied.
      { block: 'paragraph', text: [{ strong: presentCommand(data.run, data.brake) }] },
    ];
  return href === null ? [] : [{ block: 'button', text: isBrake ? say.open.run : say.open.template, href }];
}

const presentCommand = (run: string, { kind }: Brake) => `rollcall approve ${run} ${kind}`;

function presentFacts(data: IncidentTold, times: Times, say: Say, of: string): Block {
  const { cameBack, app } = data.about;
  return {
    block: 'facts',
    facts: [
      { name: say.facts.of, value: of },
      { name: say.facts.since, value: times.moment(data.since) },
      { name: say.facts.lastSeen, value: times.moment(data.lastSeen) },
      {
        name: say.facts.seen,
        value: data.run === null ? null : say.runs(times.number(data.seen), data.seen === 1),
      },
      { name: say.facts.cameBack, value: typeof cameBack === 'string' ? say.times(cameBack) : null },
      { name: say.facts.next, value: data.nextReminder && times.moment(data.nextReminder) },
      { name: say.facts.app, value: typeof app === 'string' ? app : null },
      { name: say.facts.run, value: data.run },
      { name: say.facts.code, value: data.code },
    ],
  };
}

export function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
