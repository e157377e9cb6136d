// The look-up of names for connections to addresses that somebody chose: only addresses that pass the check are ever connected to,
// whatever the name stands for at that moment. Used by webhooks and by exchanges that are reached over HTTP.
import { lookup as lookUp } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { openAddressCheck } from './network.ts';
import type { AllowedHosts } from './network.ts';

/** Names ─▶ addresses; the operating system's, except in tests of a name that changes what it stands for. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** No address of the name is allowed; the message is for people. */
export class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
}

/**
 * What is connected to is what was checked: the addresses that pass are the only ones that the connection gets to see.
 * notAllowed: the sentence when none does.
 */
export function openAllowedLookup(options: {
  allowed: AllowedHosts;
  notAllowed: string;
  resolve?: Resolve | undefined;
}): LookupFunction {
  const { allowed, notAllowed, resolve = lookUp } = options;
  return (hostname, wanted, done) => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const passing = addresses.filter(({ address }) => openAddressCheck(allowed, hostname)(address));
      const [first] = passing;
      if (!first) return done(new AddressNotAllowed(notAllowed), '');
      if (wanted.all) return done(null, passing);
      return done(null, first.address, first.family);
    });
  };
}
