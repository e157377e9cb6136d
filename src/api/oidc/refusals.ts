// Why somebody whom the provider signed in does not get in here, in plain words.
import type { OidcPerson } from '../../access/oidc.ts';
import { Problem } from '../problems.ts';

export const notInvited = ({ shownAs }: OidcPerson) =>
  new Problem(
    403,
    'oidc.unknown',
    `You are signed in at the provider as ${shownAs}, but that is no administrator of Rollcall.`,
    'Ask an administrator to invite this address, or sign in at the provider as somebody else.',
  );

export const emailUnverified = ({ shownAs }: OidcPerson) =>
  new Problem(
    403,
    'oidc.unverified',
    `The provider does not vouch that ${shownAs} is your e-mail address.`,
    'Verify the address at the provider. If nobody else can have an address of that domain there, the owner of the server can name it in ROLLCALL_OIDC_DOMAINS.',
  );

export const identityTaken = ({ shownAs }: OidcPerson) =>
  new Problem(
    403,
    'oidc.otherPerson',
    `The administrator with the address ${shownAs} has signed in as another account at the provider before.`,
    'Sign in with that account. If it is gone, ask another administrator to remove and invite you anew.',
  );
