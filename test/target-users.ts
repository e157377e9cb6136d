// Users as a target is given them, for tests: made-up people with numbers of the ranges that are nobody's.
import { createHash } from 'node:crypto';
import type { Applied, Outcome } from '../src/connectors/target.ts';
import type { SipDigest, TargetUser } from '../src/plan/target-user.ts';

export function digestOf(account: string, realm: string, secret: string): SipDigest {
  const text = `${account}:${realm}:${secret}`;
  const hash = (name: string) => createHash(name).update(text).digest('hex');
  return { md5: hash('md5'), sha256: hash('sha256') };
}

/** nth: makes number and extension. */
export function aTargetUser(account: string, nth: number, values: Partial<TargetUser> = {}): TargetUser {
  return {
    user: `0195c0de-0000-7000-8000-${String(nth).padStart(12, '0')}`,
    account,
    digest: digestOf(account, 'vaxel.test', `secret of ${account}`),
    alias: account,
    name: 'Eva',
    surname: 'Lind',
    email: `${account}@nordvik.example`,
    pstnFixed: `468465004${String(nth).padStart(2, '0')}`,
    mobile: null,
    extension: String(100 + nth),
    title: null,
    department: null,
    callerId: null,
    language: 'sv',
    settingsTemplate: null,
    settings: {},
    fields: {},
    state: 'active',
    ...values,
  };
}

/** What is kept of an outcome for the next call; throws where there is a failure. */
export function appliedOf(
  outcomes: readonly Outcome[],
  user: string,
  origin: Applied['origin'] = 'made',
): Applied {
  const outcome = outcomes.find((one) => one.user === user);
  if (outcome?.is !== 'done')
    throw outcome?.is === 'failed' ? outcome.error : new Error(`no outcome of ${user}`);
  return { user, externalId: outcome.externalId, entry: outcome.entry, origin };
}

/** Codes of the failures by user, in the order of users. */
export const failuresOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes
    .toSorted((one, other) => (one.user < other.user ? -1 : 1))
    .flatMap((outcome) => (outcome.is === 'failed' ? [`${outcome.error.is} ${outcome.error.code}`] : []));
