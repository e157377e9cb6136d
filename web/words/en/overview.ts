// Words of the overview: how the company is, and all companies for an operator. English.
import { plural } from '../plural.ts';

export const overview = {
  title: 'Overview',
  failed: 'The overview could not be read',
  calm: 'All is well',
  calmText: (when: string) => `Last successful run ${when}. Nothing waits for you.`,
  attention: 'To look at',
  templates: 'Sync templates',
  linked: (count: number, shown: string) => plural(count, shown, '# linked user', '# linked users'),
  leaving: (count: number, shown: string) => plural(count, shown, '# is leaving', '# are leaving'),
  lastSuccess: (when: string) => `Last successful run ${when}`,
  neverRun: 'Has never been synced',
  nextStart: (when: string) => `Next start ${when}`,
  due: 'Starts in a moment',
  noStart: 'Does not start by itself: the template is paused',
  retiring: 'Deleted: lets its users go',
  preview: 'Preview',
  previewText: 'See first what would happen. Nothing changes until you say so.',
  resync: 'Resync',
  lastRun: 'Show the latest',
  withheld: {
    removals: (count: number, shown: string) =>
      plural(count, shown, '# user would leave or be deleted', '# users would leave or be deleted'),
    numbers: (count: number, shown: string) =>
      plural(count, shown, '# user would get another number', '# users would get another number'),
    creates: (count: number, shown: string) =>
      plural(count, shown, '# user would be created', '# users would be created'),
  } as Readonly<Record<string, (count: number, shown: string) => string>>,
  withheldText: (template: string) =>
    `The steps are withheld until somebody approves the list. Template: ${template}.`,
  since: (when: string, template: string) => `Since ${when}. Template: ${template}.`,
  quiet: 'Do not remind',
  quietDays: (count: number, shown: string) => plural(count, shown, 'For # day', 'For # days'),
  quietUntil: (when: string) => `Reminds again ${when}.`,
  quieted: 'No reminders until then',
  quietFailed: 'The reminders could not be silenced',
  exchanges: {
    refused: (name: string) => `The exchange ${name} does not let Rollcall in`,
    away: (name: string) => `The exchange ${name} does not take changes`,
    waiting: (count: number, shown: string) =>
      plural(count, shown, '# user waits to be written there.', '# users wait to be written there.'),
    kept: 'Nothing is lost: it is written when that is possible again.',
    open: 'To the exchange',
  },
  toTemplate: 'To the template',
  credential: (days: number, shown: string, template: string) =>
    days < 0
      ? `The secret of the template ${template} has expired`
      : plural(
          days,
          shown,
          `The secret of the template ${template} expires in # day`,
          `The secret of the template ${template} expires in # days`,
        ),
  credentialText: 'Make a new secret in Azure and save its value in the template before that.',
  noCredentials: (template: string) => `The template ${template} has no secret yet`,
  noCredentialsText: 'The guide shows step by step how the app in Azure is made.',
  toGuide: 'Open the guide',
  mails: {
    held: (count: number, shown: string) =>
      plural(
        count,
        shown,
        '# welcome message waits to be released',
        '# welcome messages wait to be released',
      ),
    uncertain: (count: number, shown: string) =>
      plural(
        count,
        shown,
        'Of # mail it is uncertain whether it arrived',
        'Of # mails it is uncertain whether they arrived',
      ),
    failed: (count: number, shown: string) =>
      plural(count, shown, '# mail could not be sent', '# mails could not be sent'),
  },
  mailServer: 'Mails wait: the mail server takes none just now',
  mailServerText: (when: string) => `No mail is lost. Next try ${when}.`,
  toOutbox: 'To the outbox',
  seriesLeft: (named: string, free: number, shown: string) =>
    plural(
      free,
      shown,
      `The series ${named} has # free number left.`,
      `The series ${named} has # free numbers left.`,
    ),
  seriesRunsOut: (month: string) => `At the present pace they are gone about ${month}.`,
  toNumbers: 'To the numbers',
  leftOut: (count: number, shown: string) =>
    plural(count, shown, '# person in Entra ID has no user', '# people in Entra ID have no user'),
  leftOutText: 'Press a reason to see who they are and what would help.',
  group: (count: number, shown: string, title: string) =>
    plural(count, shown, `# person: ${title}`, `# people: ${title}`),
  allRuns: 'All runs',
  start: 'Get started',
  startText: 'Connect the company’s Entra ID, and the users of the exchange look after themselves.',
  startSteps: [
    [
      'Create a template',
      'The guide shows where everything is in Azure. The template is paused until you say so.',
    ],
    ['Preview', 'See who would get a user, and why somebody would not. Nothing changes.'],
    ['Apply', 'Exactly what you saw is done. From then on the exchange follows Entra ID every night.'],
  ],
  create: 'Create new template',
};
