// Samples of error mails, reminders and all clears: each code that has words of its own, one that has none, brakes with few and many
// people, and texts from outside that try to be more than text.
import type { IncidentTold } from '../../src/plan/notice.ts';
import type { Brake } from '../../src/plan/told.ts';
import { hostile, sampleNotice } from '../mail-sample.ts';

const trouble = (code: string, more: Partial<IncidentTold> = {}): IncidentTold => ({
  incident: '0198f3a2-0005-7000-8000-000000000005',
  code,
  message: 'The run failed in a way of its own.',
  cure: 'Try the connection in the sync template.',
  about: {},
  since: '2026-11-23T01:14:00Z',
  lastSeen: '2026-11-26T01:14:00Z',
  seen: 4,
  nextReminder: '2026-11-30T01:14:00Z',
  brake: null,
  run: '0198f3a2-0006-7000-8000-000000000006',
  ...more,
});
const first = { since: '2026-11-26T01:14:00Z', seen: 1, nextReminder: '2026-11-27T01:14:00Z' };

const brake = (kind: Brake['kind'], count: number): Brake => ({
  kind,
  count,
  counted: count + 2,
  percent: kind === 'creates' ? null : 12.1,
  limit: kind === 'creates' ? { count: 25, percent: null } : { count: 5, percent: 10 },
  people: Array.from({ length: Math.min(count, 100) }, (_, at) => ({
    person: null,
    user: null,
    name: at === 3 ? hostile.html : `Person ${String(at + 1).padStart(3, '0')} af Ekenstam-Löwenhielm`,
  })),
});

/** What the words of each code need, as the runs tell it. */
const codes: Record<string, IncidentTold['about']> = {
  'credential.wrong': { credential: 'certificate' },
  'credential.isId': {},
  'app.unknown': { app: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
  'tenant.unknown': { tenant: 'nordvik.example', cloud: 'global' },
  'tenant.changed': {
    tenantBefore: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
    tenant: '8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5e6a',
  },
  'permission.missing': { permission: 'GroupMember.Read.All' },
  'group.notFound': {
    group: 'Telefoni',
    candidates: ['Telefoni (8c1f…)', 'Telefoni gamla (1b7d…)'],
    isGone: 'yes',
  },
  'group.ambiguous': {
    group: 'Telefoni',
    candidates: ['8c1f2d34-0000-4000-8000-000000000001', '8c1f2d34-0000-4000-8000-000000000002'],
  },
  'graph.throttled': {},
  'graph.unavailable': {},
  'database.unavailable': {},
  'run.interrupted': {},
  'provider.invalid': {},
  internal: {},
  'some.newCode': {},
};

export const samples = [
  sampleNotice('incident-opened', 'incident.opened', trouble('credential.expired', first), {
    severity: 'error',
    hasLogo: true,
  }),
  sampleNotice('incident-reminder', 'incident.reminder', trouble('credential.expired'), {
    severity: 'error',
  }),
  sampleNotice('incident-closed', 'incident.closed', trouble('credential.expired', { nextReminder: null })),
  ...Object.entries(codes).map(([code, about]) =>
    sampleNotice(
      `incident-code-${code.toLowerCase().replace('.', '-')}`,
      'incident.opened',
      trouble(code, { ...first, about }),
      {
        severity: 'error',
      },
    ),
  ),
  sampleNotice(
    'incident-brake',
    'incident.opened',
    trouble('brake.removals', { ...first, brake: brake('removals', 7) }),
    { severity: 'error' },
  ),
  sampleNotice(
    'incident-brake-many',
    'incident.opened',
    trouble('brake.numbers', { ...first, brake: brake('numbers', 340) }),
    { severity: 'error' },
  ),
  sampleNotice(
    'incident-brake-creates',
    'incident.reminder',
    trouble('brake.creates', { brake: brake('creates', 60) }),
    { severity: 'error' },
  ),
  sampleNotice(
    'incident-brake-closed',
    'incident.closed',
    trouble('brake.removals', {
      about: { ended: 'approved' },
      brake: brake('removals', 7),
      nextReminder: null,
    }),
  ),
  sampleNotice(
    'incident-series',
    'incident.opened',
    trouble('series.low', {
      ...first,
      run: null,
      about: { first: '46846500400', last: '46846500499', free: '6', runsOut: '2027-01-15' },
    }),
    { severity: 'warning' },
  ),
  sampleNotice(
    'incident-hostile',
    'incident.opened',
    trouble('group.notFound', {
      ...first,
      about: { group: hostile.html, candidates: [hostile.markdown, hostile.direction, hostile.long] },
    }),
    { severity: 'error' },
  ),
];
