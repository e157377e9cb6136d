// A user of the directory as tests of connectors give it to a target: Eva Lind with everything filled in, but for what a test changes.
import type { TargetUser } from '../../../plan/target-user.ts';

export function aTargetUser(changes: Partial<TargetUser> = {}): TargetUser {
  return {
    user: '11111111-1111-4111-8111-111111111111',
    account: 'eva.lind',
    digest: null,
    alias: 'eva.lind',
    name: 'Eva',
    surname: 'Lind',
    email: 'eva.lind@nordvik.example',
    pstnFixed: '4684650040',
    mobile: '46701740601',
    extension: '4040',
    title: 'Ekonom',
    department: 'Ekonomi',
    callerId: null,
    language: 'sv',
    settingsTemplate: { id: 'standard', name: 'Standard' },
    settings: {},
    fields: { costCentre: '4711' },
    state: 'active',
    ...changes,
  };
}
