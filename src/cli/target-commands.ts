// The part of the table of commands that is about exchanges.
import type { CommandEntry } from './command-entry.ts';

export const targetCommands: Readonly<Record<string, CommandEntry>> = {
  targets: {
    words: [],
    about: 'lists exchanges that users are written to, and how each is doing',
    flags: {},
    load: async () => (await import('./targets.ts')).targets,
  },
  feed: {
    words: [],
    about: 'writes to exchanges what waits, once; serve and work do so by themselves',
    flags: {},
    load: async () => (await import('./feed.ts')).feed,
  },
  probe: {
    words: ['TARGET'],
    about: 'looks at the connection, version and rights of an exchange; changes nothing there',
    flags: {},
    load: async () => (await import('./probe.ts')).probe,
  },
};
