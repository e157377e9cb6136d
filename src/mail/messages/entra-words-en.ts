// What is wrong between the sync and Entra – credential, app, tenant, permission, groups – and what to do about it, in English.
// Azure's own words are as they stand there.
import type { Inline } from '../draft.ts';
import { readAbout, readAboutList } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

const b = (strong: string): Inline => ({ strong });
export const UNHARMED =
  'No user was changed or deleted, and everybody can make calls as usual. What changes in Entra – new people, new names, people who leave – does not reach the exchange until this is put right.';
const inApp: Inline[] = [
  'Open ',
  b('Microsoft Entra ID > App registrations'),
  ' in Azure and choose the app.',
];
export const resync: Inline[] = [
  'Press ',
  b('Resync'),
  ' in the sync template to see at once whether it works.',
];
export const newSecret: Inline[][] = [
  inApp,
  ['Choose ', b('Certificates & secrets > New client secret'), ' and how long it is to be valid.'],
  [
    'Copy its ',
    b('Value'),
    ' at once – it is shown only now. The ',
    b('Secret ID'),
    ' is something else and does not work.',
  ],
  ['Paste the value as ', b('client_secret'), ' under Provider Settings in the sync template and save.'],
  resync,
];
const newCertificate: Inline[][] = [
  inApp,
  ['Upload the new certificate under ', b('Certificates & secrets > Certificates'), '.'],
  ['Save the same certificate and its key under Provider Settings in the sync template.'],
  resync,
];

function presentCredential(trouble: Trouble): TroubleWords {
  const words = presentFirstCredential(trouble);
  if (readAbout(trouble, 'second') === null) return words;
  return {
    ...words,
    what: `${words.what} The second credential that is stored in the sync template (next) is not accepted either.`,
  };
}

function presentFirstCredential(trouble: Trouble): TroubleWords {
  const isCertificate = readAbout(trouble, 'credential') === 'certificate';
  const steps = isCertificate ? newCertificate : newSecret;
  const it = isCertificate ? 'the certificate' : 'the client secret';
  const over = `Entra accepts ${it} again.`;
  if (trouble.code === 'credential.expired') {
    const what = `The app’s ${isCertificate ? 'certificate' : 'client secret'} in Entra has expired, so the sync can not sign in.`;
    return { title: `${it} has expired`, what, unharmed: UNHARMED, steps, over };
  }
  if (trouble.code === 'credential.isId') {
    const what = 'What is saved as the client secret is the secret’s id (Secret ID), not its Value.';
    return {
      title: 'the secret’s id was pasted instead of its value',
      what,
      unharmed: UNHARMED,
      steps,
      over,
    };
  }
  const what = isCertificate
    ? 'Entra does not accept the certificate that is saved in the sync template. It may have been removed in Azure, or its key belongs to another one.'
    : 'Entra does not accept the client secret that is saved in the sync template. It may have been removed in Azure, or pasted wrongly.';
  return { title: `Entra does not accept ${it}`, what, unharmed: UNHARMED, steps, over };
}

function presentApp(trouble: Trouble): TroubleWords {
  const app = readAbout(trouble, 'app');
  const named = app === null ? 'The app' : `The app ${app}`;
  const over = 'Entra knows the app again.';
  if (readAbout(trouble, 'isDisabled') !== null)
    return {
      title: 'the app is disabled in Entra',
      what: `${named} is disabled in your tenant, so the sync can not sign in.`,
      unharmed: UNHARMED,
      steps: [
        ['Open ', b('Microsoft Entra ID > Enterprise applications'), ' in Azure and choose the app.'],
        ['Set ', b('Properties > Enabled for users to sign-in'), ' to ', b('Yes'), '.'],
        resync,
      ],
      over,
    };
  return {
    title: 'Entra does not know the app',
    what: `${named} does not exist in your tenant. It may have been deleted, or one of the ids in the sync template is wrong.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      [
        'Compare ',
        b('Application (client) ID'),
        ' and ',
        b('Directory (tenant) ID'),
        ' with client_id and tenant_id in the sync template.',
      ],
      ['See under ', b('API permissions'), ' that ', b('Grant admin consent'), ' was done.'],
      resync,
    ],
    over,
  };
}

function presentTenant(trouble: Trouble): TroubleWords {
  const tenant = readAbout(trouble, 'tenant') ?? '';
  const cloud = readAbout(trouble, 'cloud');
  const isElsewhere = readAbout(trouble, 'isElsewhere') !== null;
  return {
    title: isElsewhere ? 'the tenant lives in another cloud' : 'the tenant does not exist',
    what: isElsewhere
      ? `The tenant ${tenant} lives in another cloud than “${cloud ?? ''}”.`
      : `There is no tenant ${tenant}${cloud === null ? '' : ` in the cloud “${cloud}”`}.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      ['Copy ', b('Directory (tenant) ID'), ' to tenant_id under Provider Settings in the sync template.'],
      ['A tenant in a national cloud (usgov, usgov-dod, china) needs that named as ', b('cloud'), '.'],
      resync,
    ],
    over: 'Entra finds the tenant again.',
  };
}

function presentTenantChanged(trouble: Trouble): TroubleWords {
  const before = readAbout(trouble, 'tenantBefore');
  const tenant = readAbout(trouble, 'tenant');
  return {
    title: 'the sync template points at another tenant than before',
    what: `The users of the sync template came from the tenant ${before ?? '(unknown)'}, but Provider Settings now name ${tenant ?? 'another one'}. So nothing is done until somebody has chosen what is right.`,
    unharmed: UNHARMED,
    steps: [
      ['Is the new tenant wrong? Put the old one back in ', b('tenant_id'), ' and save.'],
      [
        'Is it right? Choose in the sync template to keep the users and cut their links. The template then begins afresh with the new tenant.',
      ],
      resync,
    ],
    over: 'The sync template and its users belong to one tenant again.',
  };
}

function presentBlocked(blockedBy: string): TroubleWords {
  return {
    title: 'a rule in Entra keeps the app out',
    what: `A rule in Entra keeps the app from signing in. Entra says: ${blockedBy}`,
    unharmed: UNHARMED,
    steps: [
      [
        'Open ',
        b('Microsoft Entra ID > Sign-in logs > Service principal sign-ins'),
        ' in Azure. It shows which rule it is.',
      ],
      ['Exclude the app from that rule, or allow this server’s address.'],
      resync,
    ],
    over: 'The app may sign in again.',
  };
}

function presentHidden(group: string | null): TroubleWords {
  return {
    title:
      group === null ? 'the members of a group are hidden' : `the members of the group ${group} are hidden`,
    what: `${group === null ? 'The group' : `The group “${group}”`} has hidden membership, so nobody can tell who is in it. Such a group never counts as empty.`,
    unharmed: UNHARMED,
    steps: [['Use a group whose members are not hidden, or make its membership visible in Entra.'], resync],
    over: 'The members can be read again.',
  };
}

function presentPermission(trouble: Trouble): TroubleWords {
  const permission = readAbout(trouble, 'permission');
  const blockedBy = readAbout(trouble, 'blockedBy');
  if (blockedBy !== null) return presentBlocked(blockedBy);
  if (permission === 'Member.Read.Hidden') return presentHidden(readAbout(trouble, 'group'));
  return {
    title: permission === null ? 'the app lacks a permission' : `the app lacks the permission ${permission}`,
    what: `The app may not read what is needed: ${permission === null ? 'a permission' : `the permission ${permission}`} is missing or was not consented to.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      [
        'Choose ',
        b('API permissions > Add a permission > Microsoft Graph > Application permissions'),
        ' and tick ',
        b(permission ?? 'User.Read.All'),
        '. A ',
        b('Delegated'),
        ' permission does not count.',
      ],
      ['Press ', b('Grant admin consent'), '.'],
      resync,
    ],
    over: 'The app has the permission again.',
  };
}

function presentGroup(trouble: Trouble): TroubleWords {
  const rule = readAbout(trouble, 'rule');
  const where =
    rule === null ? 'under user_filter in the sync template' : `in the rule “${rule}” of the sync template`;
  const group = readAbout(trouble, 'group') ?? '';
  const candidates = readAboutList(trouble, 'candidates');
  const listed: Inline[][] =
    candidates.length === 0 ? [] : [[`Groups of that name now: ${candidates.join(', ')}.`]];
  if (trouble.code === 'group.ambiguous')
    return {
      title: `several groups are called ${group}`,
      what: `${candidates.length} groups in Entra are called “${group}”, and nobody can tell which one is meant.`,
      unharmed: UNHARMED,
      steps: [
        ...listed,
        ['Write the ', b('Object ID'), ` of the group in place of its name ${where}.`],
        resync,
      ],
      over: 'It is clear which group is meant.',
    };
  const isGone = readAbout(trouble, 'isGone') !== null;
  return {
    title: isGone ? `the group ${group} is gone from Entra` : `there is no group ${group} in Entra`,
    what: isGone
      ? `The group “${group}” was deleted in Entra. A deleted group never counts as empty, so nobody was deleted because of it.`
      : readAbout(trouble, 'id') === null
        ? `No group in Entra is called “${group}”.`
        : `No group in Entra has the Object ID “${group}”.`,
    unharmed: UNHARMED,
    steps: [
      ...listed,
      isGone
        ? [
            'Restore the group under ',
            b('Groups > Deleted groups'),
            ' in Entra (Microsoft 365 groups, within 30 days), or choose another one.',
          ]
        : ['Compare with ', b('Microsoft Entra ID > Groups'), '.'],
      ['Write the group that is meant – best its ', b('Object ID'), ` – ${where}.`],
      resync,
    ],
    over: 'The group can be read again.',
  };
}

/** By code. */
export const entraWords: Record<string, (trouble: Trouble) => TroubleWords> = {
  'credential.expired': presentCredential,
  'credential.wrong': presentCredential,
  'credential.isId': presentCredential,
  'app.unknown': presentApp,
  'tenant.unknown': presentTenant,
  'tenant.changed': presentTenantChanged,
  'permission.missing': presentPermission,
  'group.notFound': presentGroup,
  'group.ambiguous': presentGroup,
};
