// Words of the list of sync templates and of the integrations, English.
import { plural } from '../plural.ts';

export const syncTemplates = {
  title: 'AD Sync',
  lead: 'Each template is a connection to one Entra ID tenant and its rules.',
  create: 'Create new template',
  createFirst: 'Create the first template',
  createTitle: 'How do you want to begin?',
  createText:
    'The guide shows step by step how the app is made in Azure and gathers the values on the way. It can be paused and handed to a colleague.',
  openGuide: 'Open the Azure app guide',
  haveValues: 'I already have the values',
  empty: 'No template yet',
  emptyText:
    'With a template for AD sync, users are created, changed and removed here when that happens in Entra ID.',
  failed: 'The templates could not be read',
  columns: {
    name: 'Template name',
    mode: 'Mode',
    success: 'Last success',
    next: 'Next start',
    linked: 'Synced',
    credential: 'Secret',
    withheld: 'Withheld',
  },
  never: 'Never',
  neverByItself: 'Does not start by itself',
  due: 'Now',
  leaving: (count: number, shown: string) => plural(count, shown, '# of them leaving', '# of them leaving'),
  retiring: 'Is deleted when its last users have left',
  expiresIn: (days: number, shown: string) =>
    days < 0
      ? 'Has expired'
      : days === 0
        ? 'Expires today'
        : plural(days, shown, 'Expires in # day', 'Expires in # days'),
  noSecret: 'Missing',
  withheldSteps: (count: number, shown: string) => plural(count, shown, '# step waits', '# steps wait'),
  nothingWithheld: 'Nothing',
  guideDrafts: 'Guides that were begun',
  resumeGuide: (name: string) => (name === '' ? 'Go on with the guide' : `Go on with the guide for ${name}`),
  status: {
    success: (at: string) => `Last successful sync ${at}`,
    none: 'No successful sync yet',
    waiting: 'Waits for approval',
    failed: (at: string) => `Failed ${at} – show why`,
    running: 'Syncing',
    queued: 'The sync waits for its turn',
    previewing: 'Previewing',
    unread: 'The state could not be read',
  },
  resync: 'Resync',
  resyncPaused: 'The template is paused. Choose User sync or New users only first.',
  resyncStarted: 'The sync has started',
  resyncRunning: 'A sync is running already.',
  preview: 'Preview',
  cannotStart: 'The sync could not be started',
};
