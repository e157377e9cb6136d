// Who may what: one table. A right names the routes that need it, where it reaches and the roles that have it; whatever
// is not in the table is refused. Pure. Every route of the API names its right, and a test walks all of them.

export const roles = ['operator', 'companyAdministrator', 'viewer'] as const;
export type Role = (typeof roles)[number];

interface RightEntry {
  /**
   * public: nobody has to sign in. signedIn: whoever it is, about what is his own. installation: across companies.
   * company: in the company that the route names, which has to be the principal's own unless it is an operator.
   */
  reach: 'public' | 'signedIn' | 'installation' | 'company';
  roles: readonly Role[];
  /** Whether a token may, in its role; a token that leaked must not be able to make itself at home. */
  tokens: boolean;
}

const everybody = roles;
const deciders = ['operator', 'companyAdministrator'] as const;
const operators = ['operator'] as const;

const see = { reach: 'company', roles: everybody, tokens: true } as const;
const act = { reach: 'company', roles: deciders, tokens: true } as const;
/** What opens doors to others: people only. */
const admit = { reach: 'company', roles: deciders, tokens: false } as const;

export const rights = {
  public: { reach: 'public', roles: everybody, tokens: true },
  signedIn: { reach: 'signedIn', roles: everybody, tokens: true },
  /** One's own profile, password and sessions, which a token does not have. */
  'profile.change': { reach: 'signedIn', roles: everybody, tokens: false },

  'companies.list': { reach: 'signedIn', roles: everybody, tokens: true },
  'company.create': { reach: 'installation', roles: operators, tokens: false },
  'company.read': see,
  'company.change': act,
  'installation.read': { reach: 'installation', roles: operators, tokens: false },
  'installation.change': { reach: 'installation', roles: operators, tokens: false },

  'syncTemplate.read': see,
  'syncTemplate.change': act,
  'syncTemplate.delete': act,
  'run.read': see,
  'run.start': act,
  'run.approve': act,
  'person.read': see,
  'person.decide': act,
  'user.read': see,
  'user.change': act,
  /** Whoever has the link telephones as that user. */
  'phone.hand': admit,
  'number.read': see,
  'number.change': act,
  'settingsTemplate.read': see,
  'settingsTemplate.change': act,
  'change.read': see,
  'change.undo': act,
  'audit.read': see,
  'mail.read': see,
  'mail.send': act,
  'incident.read': see,
  'incident.quiet': act,
  'webhook.read': see,
  /** It sends people's names out of the house, to wherever it says. */
  'webhook.change': admit,
  /** Again, or a test, to where somebody lets it go already. */
  'webhook.send': act,
  'target.read': see,
  /** Where it leads people's names and numbers go, and whoever changes it decides what rings there. */
  'target.change': admit,
  /** Again, or as somebody has decided, to where somebody lets it go already. */
  'target.feed': act,
  'status.read': see,

  /** Operators see and change everybody, others those of their own company: the handlers see to it. */
  'administrator.read': { reach: 'signedIn', roles: everybody, tokens: true },
  'administrator.change': { reach: 'signedIn', roles: deciders, tokens: false },
  'token.read': see,
  'token.change': admit,
} as const satisfies Record<string, RightEntry>;

export type Right = keyof typeof rights;

/** Whoever asks: somebody who signed in, or a program with a token. */
export type Principal =
  | {
      kind: 'administrator';
      id: string;
      /** First and last name. */
      name: string;
      role: Role;
      /** null: an operator's. */
      companyId: string | null;
      sessionId: string;
    }
  | { kind: 'token'; id: string; name: string; role: Role; companyId: string };

/** Whether the principal may look into this company at all; one that may not is not told that it exists. */
export function isWithinReach(principal: Principal, companyId: string): boolean {
  return principal.role === 'operator' || principal.companyId === companyId;
}

export function hasRight(principal: Principal, right: Right): boolean {
  const entry: RightEntry = rights[right];
  return entry.roles.includes(principal.role) && (principal.kind === 'administrator' || entry.tokens);
}
