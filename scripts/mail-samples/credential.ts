// Samples of the mails about credentials: one that ends in two weeks, tomorrow and some days ago, of a certificate, with a second
// one that does not work; and one that was renewed, by the daily trial and in the middle of a sync.
import { sampleNotice } from '../mail-sample.ts';

const app = '1f6d0a44-6a0e-4b7f-8c55-0d6c8e2b7a02';
const expiring = {
  credential: 'secret',
  app,
  expires: '2026-12-10',
  days: 14,
  next: 'none',
  source: 'entra',
} as const;

export const samples = [
  sampleNotice('credential-expiring', 'credential.expiring', expiring, { severity: 'warning' }),
  sampleNotice(
    'credential-expiring-tomorrow',
    'credential.expiring',
    { ...expiring, expires: '2026-11-27', days: 1, next: 'notWorking', source: 'administrator' },
    { severity: 'warning' },
  ),
  sampleNotice(
    'credential-expired',
    'credential.expiring',
    { ...expiring, expires: '2026-11-22', days: -4, source: 'administrator' },
    { severity: 'error' },
  ),
  sampleNotice(
    'credential-expiring-certificate',
    'credential.expiring',
    { ...expiring, credential: 'certificate', expires: '2027-01-25', days: 60, source: 'certificate' },
    { severity: 'warning' },
  ),
  sampleNotice('credential-renewed', 'credential.renewed', {
    credential: 'secret',
    app,
    why: 'daily',
    expires: '2028-11-24',
  }),
  sampleNotice('credential-renewed-in-a-run', 'credential.renewed', {
    credential: 'secret',
    app,
    why: 'failed',
    expires: null,
  }),
];
