// What the fields of a user, the steps of a plan and the modes of a template are called, English.
import type { fields as shape } from '../sv/fields.ts';

export const fields: typeof shape = {
  user: {
    alias: 'Alias',
    name: 'Name',
    surname: 'Surname',
    pstnFixed: 'PSTN Fixed',
    email: 'E-mail',
    mobile: 'Mobile',
    extension: 'Extension',
    title: 'Title',
    department: 'Department',
    callerId: 'Caller id',
    settingsTemplate: 'Settings template',
    language: 'Language',
  },
  steps: {
    create: 'Create',
    change: 'Change',
    leave: 'Leaving',
    return: 'Returns',
    delete: 'Delete',
    skip: 'Skipped',
    conflict: 'Conflict',
    unchanged: 'Unchanged',
  },
  done: {
    create: 'Created',
    change: 'Changed',
    leave: 'Leaving',
    return: 'Returned',
    delete: 'Deleted',
    skip: 'Skipped',
    conflict: 'Conflicts',
    unchanged: 'Unchanged',
  },
  modes: { paused: 'Pause', full: 'User sync', onlyNew: 'New users only' },
  brake: 'Brake',
};
