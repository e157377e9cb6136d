// The provider settings an administrator pastes (SPEC §2), once their form has been checked. Secrets are a
// separate value, so that a provider can be logged, compared and exported without them.

export interface Provider {
  /** GUID or domain of the tenant, lower case. */
  tenantId: string;
  /** GUID of the app registration. */
  clientId: string;
  /** Name of a built-in or configured cloud. */
  cloud: string;
  /** Names or object ids of the groups whose members take part; empty means everybody in the tenant. */
  memberOf: string[];
  /** Names or object ids of the groups whose members never take part; wins over memberOf. */
  notMemberOf: string[];
}

export type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; pem: string; key: string };

/** What signs the app in, and what takes over as soon as it works. */
export interface Credentials {
  current: Credential;
  next: Credential | null;
  /** Last day of `next` (YYYY-MM-DD), where an administrator has said so. */
  nextExpires?: string;
  /** Prints of those that a second credential has taken over from, newest first: a document that has one is older than that. */
  replaced?: readonly string[];
}
