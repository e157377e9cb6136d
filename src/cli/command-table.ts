// Which commands there are, how each is written and where it is. Modules are loaded when their command is
// asked for: --help must not wait for phone number tables and a sign-in library.
import type { CommandEntry } from './command-entry.ts';
import { mailCommands } from './mail-commands.ts';
import { targetCommands } from './target-commands.ts';

export const commands: Readonly<Record<string, CommandEntry>> = {
  serve: {
    words: [],
    about: 'the API, and runs of sync templates when they are due',
    flags: { '--no-work': 'runs nothing: other processes do (rollcall work)' },
    load: async () => (await import('./serve.ts')).serve,
  },
  work: {
    words: [],
    about: 'runs sync templates when they are due',
    flags: {},
    load: async () => (await import('./work.ts')).work,
  },
  'first-administrator': {
    words: [],
    about: 'prints a new link for making the first administrator, while there is none',
    flags: {},
    load: async () => (await import('./first-administrator.ts')).firstAdministrator,
  },
  import: {
    words: ['FILE'],
    about: 'creates or updates everything in a configuration document (- reads standard input)',
    flags: { '--dry-run': 'tells what would change and changes nothing' },
    load: async () => (await import('./import.ts')).importDocument,
  },
  export: {
    words: [],
    about: 'prints the configuration document, secrets left out',
    flags: {},
    load: async () => (await import('./export.ts')).exportDocument,
  },
  plan: {
    words: ['TEMPLATE', '[WHO]'],
    about: 'shows what a run, or a run of one person alone, would do; changes nothing',
    flags: {},
    load: async () => (await import('./plan.ts')).plan,
  },
  run: {
    words: ['TEMPLATE', '[WHO]'],
    about:
      'reads, plans, applies and waits for the end; WHO (object id, UPN, mail, alias or number): one person alone',
    flags: {},
    load: async () => (await import('./run.ts')).run,
  },
  apply: {
    words: ['RUN'],
    about: 'carries a preview out exactly as it was seen, within 24 hours',
    flags: {},
    load: async () => (await import('./apply.ts')).apply,
  },
  approve: {
    words: ['RUN', 'KIND'],
    about: 'lets a withheld kind of that run through (removals, numbers, creates)',
    flags: {},
    load: async () => (await import('./approve.ts')).approve,
  },
  'delete-template': {
    words: ['TEMPLATE'],
    about: 'deletes a sync template; say what becomes of its users',
    flags: {
      '--keep-users': 'its users stay, and no sync keeps them any more',
      '--let-go':
        'its users leave, are deleted when their days are over, and the template goes with the last',
      '--dry-run': 'tells how many users it is about and changes nothing',
    },
    load: async () => (await import('./delete-template.ts')).deleteSyncTemplate,
  },
  'keep-users': {
    words: ['TEMPLATE'],
    about: 'keeps the users of a sync template that was pointed at another tenant, and cuts their links',
    flags: {},
    load: async () => (await import('./keep-users.ts')).keepTemplateUsers,
  },
  try: {
    words: ['TEMPLATE', 'FILE'],
    about:
      'tries a mapping, filter or lookup tables (JSON, - for standard input) on everybody whom the template has read; saves nothing',
    flags: {},
    load: async () => (await import('./try.ts')).tryOnEverybody,
  },
  undo: {
    words: ['RUN', '[USER]'],
    about:
      'takes back what a run did, or what it did to one user, where today’s values are still what it wrote',
    flags: { '--dry-run': 'shows what would be taken back and what cannot, and changes nothing' },
    load: async () => (await import('./undo.ts')).undo,
  },
  hold: {
    words: ['USER', '[UNTIL]', '[WHY]'],
    about: 'keeps a user whatever becomes of the person, until a date (YYYY-MM-DD) or for good (-)',
    flags: {},
    load: async () => (await import('./hold.ts')).hold,
  },
  unhold: {
    words: ['USER'],
    about: 'ends the hold of a user',
    flags: {},
    load: async () => (await import('./unhold.ts')).unhold,
  },
  'keep-until': {
    words: ['USER', 'DATE', '[WHY]'],
    about: 'keeps a leaving user at least until a date (YYYY-MM-DD)',
    flags: {},
    load: async () => (await import('./keep-until.ts')).keepUntil,
  },
  'delete-now': {
    words: ['USER', '[WHY]'],
    about: 'deletes a user who is leaving, or whom no sync keeps, now',
    flags: { '--ignore-person': 'also a user who is not leaving: the person is not made a user again' },
    load: async () => (await import('./delete-now.ts')).deleteNow,
  },
  ignore: {
    words: ['TEMPLATE', 'PERSON', '[UNTIL]', '[WHY]'],
    about: 'does not make a person (object id) a user, until a date or for good (-)',
    flags: {},
    load: async () => (await import('./ignore.ts')).ignore,
  },
  unignore: {
    words: ['TEMPLATE', 'PERSON'],
    about: 'stops ignoring a person',
    flags: {},
    load: async () => (await import('./unignore.ts')).unignore,
  },
  conflicts: {
    words: ['TEMPLATE', '[EVIDENCE]'],
    about: 'lists people who may be users that no sync keeps (EVIDENCE: alias, pstnFixed, email or name)',
    flags: {},
    load: async () => (await import('./conflicts.ts')).conflicts,
  },
  adopt: {
    words: ['TEMPLATE', 'EVIDENCE'],
    about:
      'links everybody who is one user without a doubt, by kinds of evidence (alias, pstnFixed, email, name, with commas between)',
    flags: { '--dry-run': 'shows the pairs and who is not clear, and changes nothing' },
    load: async () => (await import('./adopt.ts')).adopt,
  },
  link: {
    words: ['TEMPLATE', 'PERSON', 'USER', '[WHY]'],
    about: 'links a user to a person (object id), whose values rule it from the next run on',
    flags: { '--relink': 'also a user who is linked to another person' },
    load: async () => (await import('./link.ts')).link,
  },
  'create-anyway': {
    words: ['TEMPLATE', 'PERSON', '[WHY]'],
    about: 'makes a person (object id) a user although one that no sync keeps has the same mail or name',
    flags: { '--take-back': 'takes that word back, until a run has acted on it' },
    load: async () => (await import('./create-anyway.ts')).createAnyway,
  },
  unlink: {
    words: ['USER', '[WHY]'],
    about: 'keeps a user as it is, and no sync changes or deletes it any more',
    flags: {},
    load: async () => (await import('./unlink.ts')).unlink,
  },
  release: {
    words: ['USER', 'FIELD'],
    about: 'lets a pinned field follow Entra again',
    flags: {},
    load: async () => (await import('./release.ts')).release,
  },
  'apply-settings': {
    words: ['SETTINGS-TEMPLATE', '[USER…]'],
    about: 'gives users the settings of a settings template; what it leaves alone stays as it is',
    flags: {
      '--all': 'all users of the company',
      '--now-using': 'the words are settings templates: users to whom one of them was applied last',
      '--dry-run': 'tells whom it would change and how, and changes nothing',
    },
    load: async () => (await import('./apply-settings.ts')).applySettingsTemplate,
  },
  'undo-batch': {
    words: ['BATCH'],
    about: 'takes back everything that one deed about many users did, where today’s values are still its own',
    flags: { '--dry-run': 'shows how much would be taken back and what cannot, and changes nothing' },
    load: async () => (await import('./undo-batch.ts')).undoBatch,
  },
  explain: {
    words: ['TEMPLATE', 'WHO'],
    about:
      'tells what keeps a person from being a user, and the smallest change (id, UPN, mail, alias, number or name)',
    flags: { '--stored': 'by what runs have read, without asking Entra now' },
    load: async () => (await import('./explain.ts')).explain,
  },
  quality: {
    words: ['TEMPLATE', '[CODE|FILE]'],
    about: 'tells what is wrong in Entra as far as phones go; with a code, everybody who has it',
    flags: { '--csv': 'writes all of it into FILE (- for standard output), for a spreadsheet' },
    load: async () => (await import('./quality.ts')).quality,
  },
  users: {
    words: [],
    about: 'lists the directory',
    flags: {},
    load: async () => (await import('./users.ts')).users,
  },
  number: {
    words: ['NUMBER'],
    about: 'tells who has a number, since when and why, and who else wants it',
    flags: {},
    load: async () => (await import('./number.ts')).number,
  },
  numbers: {
    words: [],
    about: 'lists the number series with what is free, and warns of those that will run out',
    flags: {},
    load: async () => (await import('./numbers.ts')).numbers,
  },
  'import-numbers': {
    words: ['FILE'],
    about: 'adds number series and reserved numbers from a CSV file (- reads standard input), all or nothing',
    flags: { '--dry-run': 'tells what it would add and changes nothing' },
    load: async () => (await import('./import-numbers.ts')).importNumbersFile,
  },
  reserve: {
    words: ['NUMBER[-NUMBER]', '[WHY]'],
    about: 'keeps a number or a range of numbers from everybody',
    flags: {},
    load: async () => (await import('./reserve.ts')).reserve,
  },
  unreserve: {
    words: ['NUMBER[-NUMBER]', '[WHY]'],
    about: 'lets reserved numbers go',
    flags: {},
    load: async () => (await import('./unreserve.ts')).unreserve,
  },
  free: {
    words: ['NUMBER', '[WHY]'],
    about: 'lets anybody have a number that still cools for whoever had it last',
    flags: {},
    load: async () => (await import('./free.ts')).free,
  },
  status: {
    words: [],
    about: 'shows sync templates, last runs, credentials and next starts',
    flags: {},
    load: async () => (await import('./status.ts')).status,
  },
  ...mailCommands,
  ...targetCommands,
  backup: {
    words: ['FILE'],
    about: 'writes everything in the database to a file, also while servers run; the master key is not in it',
    flags: {},
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    words: ['FILE'],
    about: 'puts a backup into an empty database, all of it or nothing',
    flags: { '--replace': 'into one that is not empty: what it holds is replaced' },
    load: async () => (await import('./restore.ts')).restore,
  },
  doctor: {
    words: [],
    about: 'looks at database, keys, clock, disk, network and runs, and tells what to do',
    flags: {},
    load: async () => (await import('./doctor.ts')).doctor,
  },
  'rotate-key': {
    words: [],
    about: 'changes the keys that stored secrets are sealed with',
    flags: {
      '--master': 'makes a new master key too, in the key file (with ROLLCALL_KEY: set ROLLCALL_KEY_NEW)',
      '--abandon': 'starts over when the master key is lost: stored secrets have to be given again',
    },
    load: async () => (await import('./rotate-key.ts')).rotateKey,
  },
  emulator: {
    words: [],
    about: 'starts an Entra look-alike: [--port N] [--people N] [--seed N] [--latency MS] [--tls]',
    flags: {},
    passesOn: true,
    load: async () => (await import('./emulator.ts')).emulator,
  },
};
