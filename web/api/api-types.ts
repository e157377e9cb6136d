// Made by `npm run portal-types` from the API's own document; never written by hand.

export type CompanyPage = {
  items: Company[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Company = {
  id: string;
  /** Unique on the installation. */
  name: string;
  /** ISO 3166, two capital letters: phone numbers are read by it. */
  country: string;
  /** IANA name: nights and days are counted in it. */
  timeZone: string;
  /** ISO 639-1: of mails to people whose own is not known. */
  language: string;
  /** Days that a number given up stays untaken. */
  coolingDays: number;
  /** Days that before-values of deleted users stay readable. */
  retentionDays: number;
  /** Only numbers of the company’s own series are right. */
  ownNumbersOnly: boolean;
  /** Tables for lookup() in expressions: name → key → value. */
  lookups: Record<string, Record<string, string>>;
};

export type Problem = {
  type: string;
  title: string;
  status: number;
  /** Stable; what programs go by. */
  code: string;
  /** One sentence for people. */
  detail: string;
  /** What to do about it. */
  cure: string;
  errors?:
    | {
        path?: string | undefined;
        line?: number | null | undefined;
        column?: number | null | undefined;
        message: string;
        cure: string;
        /** Stable, where what is wrong has a code of its own. */
        code?: string | undefined;
      }[]
    | undefined;
  /** Of a bug: what the server’s log calls it. */
  reference?: string | undefined;
};

export type NewCompany = {
  /** Unique on the installation. */
  name: string;
  /** ISO 3166, two capital letters: phone numbers are read by it. */
  country?: string | undefined;
  /** IANA name: nights and days are counted in it. */
  timeZone?: string | undefined;
  /** ISO 639-1: of mails to people whose own is not known. */
  language?: string | undefined;
  /** Days that a number given up stays untaken. */
  coolingDays?: number | undefined;
  /** Days that before-values of deleted users stay readable. */
  retentionDays?: number | undefined;
  /** Only numbers of the company’s own series are right. */
  ownNumbersOnly?: boolean | undefined;
  /** Tables for lookup() in expressions: name → key → value. */
  lookups?: Record<string, Record<string, string>> | undefined;
};

export type ChangedCompany = Company & {
  /** What should be known although nothing is wrong; no part of what is edited. */
  warnings: {
    code: string;
    syncTemplate: string;
    message: string;
    cure: string;
  }[];
};

export type CompanyChanges = {
  /** Unique on the installation. */
  name?: string | undefined;
  /** ISO 3166, two capital letters: phone numbers are read by it. */
  country?: string | undefined;
  /** IANA name: nights and days are counted in it. */
  timeZone?: string | undefined;
  /** ISO 639-1: of mails to people whose own is not known. */
  language?: string | undefined;
  /** Days that a number given up stays untaken. */
  coolingDays?: number | undefined;
  /** Days that before-values of deleted users stay readable. */
  retentionDays?: number | undefined;
  /** Only numbers of the company’s own series are right. */
  ownNumbersOnly?: boolean | undefined;
  /** Tables for lookup() in expressions: name → key → value. */
  lookups?: Record<string, Record<string, string>> | undefined;
};

export type CompanyMail = {
  /** The company’s own words; null: the program’s. */
  welcome: {
    sv: WelcomeWords | null;
    en: WelcomeWords | null;
  };
  /** PNG or JPEG as a data: URL, at most 100,000 bytes. */
  logo: string | null;
  /** Where a new user goes next. */
  link: string | null;
  /** Who helps: an e-mail address or a number, as people read it. */
  help: string | null;
  /** Where answers to mails go. */
  replyTo: string | null;
};

export type WelcomeWords = {
  subject: string;
  /** Markdown with fields in braces. */
  body: string;
};

export type NewCompanyMail = {
  welcome?:
    | {
        sv?: WelcomeWords | null | undefined;
        en?: WelcomeWords | null | undefined;
      }
    | undefined;
  /** PNG or JPEG as a data: URL, at most 100,000 bytes. */
  logo?: string | null | undefined;
  /** Where a new user goes next. */
  link?: string | null | undefined;
  /** Who helps: an e-mail address or a number, as people read it. */
  help?: string | null | undefined;
  /** Where answers to mails go. */
  replyTo?: string | null | undefined;
};

export type WelcomeWordsStart = {
  /** What can stand in braces, and what it is for the made-up user of previews. */
  fields: {
    field: string;
    example: string;
  }[];
  /** Words to begin with. */
  start: {
    sv: WelcomeWords;
    en: WelcomeWords;
  };
};

export type MailPreview = {
  mail: {
    subject: string;
    text: string;
    html: string;
  } | null;
  faults: {
    path: string;
    /** In the words; null: of another setting. */
    line: number | null;
    column: number | null;
    message: string;
    cure: string;
  }[];
};

export type MailPreviewAsk = {
  language: 'sv' | 'en';
  mail?: (NewCompanyMail & unknown) | undefined;
  /** A user of the company; left out: a made-up one. */
  user?: string | undefined;
  /** Of a made-up user: the address is somebody else’s as well. */
  isShared?: boolean | undefined;
};

export type TestMail = {
  /** In the outbox. */
  mail: string;
  to: string;
  /** false: no mail server is set, so it is kept in the outbox. */
  isSending: boolean;
};

export type TestMailAsk = {
  /** An address that gets mail of the company anyway; left out: one’s own. */
  to?: string | undefined;
};

export type SyncTemplatePage = {
  items: SyncTemplate[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type SyncTemplate = {
  id: string;
  /** Unique in the company. */
  name: string;
  kind: 'entra';
  mode: 'paused' | 'full' | 'onlyNew';
  /** 0 to 365. */
  keepDays: number;
  welcomeMail: boolean;
  /** Welcome mails of users made before the template’s first load is over: sent, held until released, or not written. */
  welcomeFirstLoad: 'send' | 'hold' | 'none';
  welcomeCopyTo: string | null;
  errorMailTo: string | null;
  errorMailLevel: 'error' | 'warning' | 'info';
  /** One of the company’s numbers. */
  defaultCallerId: string | null;
  /** Name of a settings template. */
  defaultSettingsTemplate: string | null;
  fieldMapping: FieldMapping;
  userFieldMapping: Record<string, Mapping>;
  schedule: {
    nightlyAt?: string | undefined;
    everyMinutes?: number | null | undefined;
  };
  disabledPeople: 'keep' | 'asLeaver';
  guests: 'leaveOut' | 'include';
  nestedGroups: boolean;
  /** A CEL expression; people for whom it is false are out of scope. */
  filter: string | null;
  /** When PSTN Fixed is empty in Entra: the lowest free number of the series that begins with these digits. */
  automaticNumbers: {
    series: string;
  } | null;
  /** A run links people to users whom no sync keeps and who have their very mail. */
  linkByMail: boolean;
  /** What new users get; the first that fits decides. */
  rules: Rule[];
  brakes: Brakes;
  /** YYYY-MM-DD. */
  credentialExpires: string | null;
  provider: Provider;
  hasCredentials: boolean;
  credential: CredentialState;
  connection: Connection;
  /** Since when it is deleted and lets its users go. */
  retiringSince: string | null;
  /** What should be known although nothing is wrong; no part of what is edited. */
  warnings: {
    code: string;
    message: string;
    cure: string;
  }[];
};

export type FieldMapping = {
  alias?: Mapping | undefined;
  name?: Mapping | undefined;
  surname?: Mapping | undefined;
  pstnFixed?: Mapping | undefined;
  email?: Mapping | undefined;
  mobile?: Mapping | undefined;
  extension?: Mapping | undefined;
  title?: Mapping | undefined;
  department?: Mapping | undefined;
};

export type Mapping =
  | string
  | {
      field?: string | undefined;
      constant?: string | undefined;
      expression?: string | undefined;
      onEmpty?:
        | 'clear'
        | 'keep'
        | {
            constant: string;
          }
        | undefined;
    };

export type Rule = {
  name: string;
  /** field and is, or group, or expression. */
  when: {
    field?: string | undefined;
    is?: string[] | undefined;
    group?: string | undefined;
    expression?: string | undefined;
  };
  /** Name of a settings template. */
  settingsTemplate?: string | null | undefined;
  callerId?: string | null | undefined;
  /** First number of a series, for automatic numbers. */
  numberSeries?: string | null | undefined;
  /** ISO 639-1. */
  language?: string | null | undefined;
};

export type Brakes = {
  removals?:
    | {
        count?: number | undefined;
        percent?: number | undefined;
      }
    | undefined;
  numbers?:
    | {
        count?: number | undefined;
        percent?: number | undefined;
      }
    | undefined;
  creates?:
    | {
        count?: number | null | undefined;
      }
    | undefined;
};

export type Provider = {
  tenant_id: string;
  client_id: string;
  client_secret?: string | undefined;
  certificate?:
    | {
        pem: string;
        key: string;
      }
    | undefined;
  /** A second credential: tried every day, and the first one as soon as it works. null takes it away. */
  next?:
    | {
        client_secret?: string | undefined;
        certificate?:
          | {
              pem: string;
              key: string;
            }
          | undefined;
        /** Last day of this secret, YYYY-MM-DD. */
        expires?: string | undefined;
      }
    | null
    | undefined;
  cloud?: string | undefined;
  user_filter: {
    memberOf: string[];
    notMemberOf?: string[] | undefined;
  };
};

export type CredentialState = {
  /** null until it has been looked at, which takes a minute. */
  kind: 'secret' | 'certificate' | null;
  /** null: nobody knows. */
  expires: string | null;
  /** 0 on the last day, negative after it. */
  daysLeft: number | null;
  /** Who says so: somebody who typed it, the certificate itself, or Entra. */
  source: 'administrator' | 'certificate' | 'entra' | null;
  /** The second credential, which is tried every day and takes over once it works. */
  next: 'none' | 'notWorking' | 'unanswered' | null;
  /** Why the second one does not work, a sentence. */
  nextWhy: string | null;
} | null;

export type Connection = {
  /** notChecked: Microsoft has not answered, or nobody has asked, since the provider was changed. */
  state: 'ok' | 'failed' | 'notChecked';
  at: string | null;
};

export type NewSyncTemplate = {
  kind?: 'entra' | undefined;
  mode?: 'paused' | 'full' | 'onlyNew' | undefined;
  /** 0 to 365. */
  keepDays?: number | undefined;
  welcomeMail?: boolean | undefined;
  /** Welcome mails of users made before the template’s first load is over: sent, held until released, or not written. */
  welcomeFirstLoad?: 'send' | 'hold' | 'none' | undefined;
  welcomeCopyTo?: string | null | undefined;
  errorMailTo?: string | null | undefined;
  errorMailLevel?: 'error' | 'warning' | 'info' | undefined;
  /** One of the company’s numbers. */
  defaultCallerId?: string | null | undefined;
  /** Name of a settings template. */
  defaultSettingsTemplate?: string | null | undefined;
  fieldMapping?: FieldMapping | undefined;
  userFieldMapping?: Record<string, Mapping> | undefined;
  schedule?:
    | {
        nightlyAt?: string | undefined;
        everyMinutes?: number | null | undefined;
      }
    | undefined;
  disabledPeople?: 'keep' | 'asLeaver' | undefined;
  guests?: 'leaveOut' | 'include' | undefined;
  nestedGroups?: boolean | undefined;
  /** A CEL expression; people for whom it is false are out of scope. */
  filter?: string | null | undefined;
  /** When PSTN Fixed is empty in Entra: the lowest free number of the series that begins with these digits. */
  automaticNumbers?:
    | {
        series: string;
      }
    | null
    | undefined;
  /** A run links people to users whom no sync keeps and who have their very mail. */
  linkByMail?: boolean | undefined;
  /** What new users get; the first that fits decides. */
  rules?: Rule[] | undefined;
  brakes?: Brakes | undefined;
  /** YYYY-MM-DD. */
  credentialExpires?: string | null | undefined;
  /** Unique in the company. */
  name: string;
  provider: GivenProvider;
};

export type GivenProvider = Provider | string;

export type SyncTemplateChanges = {
  /** Unique in the company. */
  name?: string | undefined;
  kind?: 'entra' | undefined;
  mode?: 'paused' | 'full' | 'onlyNew' | undefined;
  /** 0 to 365. */
  keepDays?: number | undefined;
  welcomeMail?: boolean | undefined;
  /** Welcome mails of users made before the template’s first load is over: sent, held until released, or not written. */
  welcomeFirstLoad?: 'send' | 'hold' | 'none' | undefined;
  welcomeCopyTo?: string | null | undefined;
  errorMailTo?: string | null | undefined;
  errorMailLevel?: 'error' | 'warning' | 'info' | undefined;
  /** One of the company’s numbers. */
  defaultCallerId?: string | null | undefined;
  /** Name of a settings template. */
  defaultSettingsTemplate?: string | null | undefined;
  fieldMapping?: FieldMapping | undefined;
  userFieldMapping?: Record<string, Mapping> | undefined;
  schedule?:
    | {
        nightlyAt?: string | undefined;
        everyMinutes?: number | null | undefined;
      }
    | undefined;
  disabledPeople?: 'keep' | 'asLeaver' | undefined;
  guests?: 'leaveOut' | 'include' | undefined;
  nestedGroups?: boolean | undefined;
  /** A CEL expression; people for whom it is false are out of scope. */
  filter?: string | null | undefined;
  /** When PSTN Fixed is empty in Entra: the lowest free number of the series that begins with these digits. */
  automaticNumbers?:
    | {
        series: string;
      }
    | null
    | undefined;
  /** A run links people to users whom no sync keeps and who have their very mail. */
  linkByMail?: boolean | undefined;
  /** What new users get; the first that fits decides. */
  rules?: Rule[] | undefined;
  brakes?: Brakes | undefined;
  /** YYYY-MM-DD. */
  credentialExpires?: string | null | undefined;
  provider?: GivenProvider | undefined;
};

export type SetMode = {
  mode: 'paused' | 'full' | 'onlyNew';
};

export type ConnectionReport = {
  ok: boolean;
  token: {
    state: 'ok' | 'failed' | 'untried';
    code: string | null;
    message: string;
    cure: string | null;
  };
  permissions: {
    state: 'ok' | 'failed' | 'untried';
    code: string | null;
    message: string;
    cure: string | null;
    permission: 'User.Read.All' | 'Group.Read.All';
  }[];
  groups: {
    state: 'ok' | 'failed' | 'untried';
    code: string | null;
    message: string;
    cure: string | null;
    /** As the provider or the rule names it. */
    asked: string;
    /** The rule that asks for it; null: the provider does. */
    rule: string | null;
    id: string | null;
    name: string | null;
    /** People in it, where Microsoft tells. */
    members: number | null;
    /** Groups of that name where there are several, and of a similar one where there is none. */
    candidates: {
      id: string;
      name: string;
      kind: string;
    }[];
  }[];
  people: {
    state: 'ok' | 'failed' | 'untried';
    code: string | null;
    message: string;
    cure: string | null;
    count: number;
  };
  fields: {
    field: string;
    filled: number;
    samples: unknown[];
  }[];
  /** YYYY-MM-DD. */
  credentialExpires: string | null;
};

export type TestConnection = {
  provider: GivenProvider;
};

export type TestStoredConnection = {
  provider?: GivenProvider | undefined;
};

export type KeptUsers = {
  users: number;
};

export type FieldSamples = {
  /** When everybody was read last; null: never yet. */
  readAt: string | null;
  items: {
    field: string;
    /** People who have a value. */
    count: number;
    /** Of so many who were looked at. */
    of: number;
    /** Three at most. */
    samples: string[];
    /** Everybody who was read, a page of people, or nobody has it. */
    from: 'roster' | 'sample' | 'none';
  }[];
};

export type GuidePage = {
  items: Guide[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Guide = {
  id: string;
  /** The sync template whose secret is renewed; null: a new one is being made. */
  template: string | null;
  /** What the new sync template is to be called. */
  name: string;
  /** In their order. */
  steps: (
    | 'signIn'
    | 'tenantId'
    | 'registration'
    | 'clientId'
    | 'secret'
    | 'permissions'
    | 'consent'
    | 'test'
  )[];
  /** Where whoever goes on begins. */
  step: 'signIn' | 'tenantId' | 'registration' | 'clientId' | 'secret' | 'permissions' | 'consent' | 'test';
  done: (
    | 'signIn'
    | 'tenantId'
    | 'registration'
    | 'clientId'
    | 'secret'
    | 'permissions'
    | 'consent'
    | 'test'
  )[];
  tenantId: string | null;
  clientId: string | null;
  cloud: string;
  /** Clouds that this installation knows. */
  clouds: string[];
  /** Never sent back: "••••" stands for one that is stored, and means unchanged. */
  clientSecret: string | null;
  /** Last day of the secret, YYYY-MM-DD. */
  expires: string | null;
  startedBy: Actor;
  startedAt: string;
  changedBy: Actor;
  changedAt: string;
  /** Erased then, unless somebody goes on with it. */
  endsAt: string;
};

export type Actor = {
  kind: 'administrator' | 'token' | 'cli' | 'system';
  id: string | null;
  name: string;
};

export type StartGuide = {
  /** Renews the secret of this sync template; a guide that is under way for it is answered. */
  template?: string | undefined;
};

export type GuideChanges = {
  /** What the new sync template is to be called. */
  name?: string | undefined;
  step?:
    | 'signIn'
    | 'tenantId'
    | 'registration'
    | 'clientId'
    | 'secret'
    | 'permissions'
    | 'consent'
    | 'test'
    | undefined;
  done?:
    | ('signIn' | 'tenantId' | 'registration' | 'clientId' | 'secret' | 'permissions' | 'consent' | 'test')[]
    | undefined;
  tenantId?: string | null | undefined;
  clientId?: string | null | undefined;
  cloud?: string | undefined;
  /** Never sent back: "••••" stands for one that is stored, and means unchanged. */
  clientSecret?: string | null | undefined;
  /** Last day of the secret, YYYY-MM-DD. */
  expires?: string | null | undefined;
};

export type FinishedGuide = {
  /** The sync template that was made or changed. */
  template: string;
};

export type MappingTrial = {
  /** When the facts were read that it is tried on. */
  readAt: string | null;
  /** Whom the last read had. */
  people: number;
  inScope: number;
  /** For whom the filter is false. */
  filteredOut: number;
  filterFailed: TrialCount;
  /** Entra fields that the template does not read yet and that were read of everybody for this. */
  read: {
    fields: string[];
    people: number;
    /** 0: an earlier trial had read them. */
    requests: number;
    at: string;
  } | null;
  /** Those that could not be read because nobody was read yet. */
  unread: string[];
  fields: {
    field: string;
    /** Why values can not be used, the most frequent first. */
    why: {
      why: string;
      count: number;
    }[];
    usable: TrialCount;
    empty: TrialCount;
    unusable: TrialCount;
    colliding: TrialCount;
    differing: TrialCount;
  }[];
  /** What a full run would come to on these facts, counted as in a preview. */
  plan: {
    counts: Record<string, number>;
    reasons: {
      code: string;
      count: number;
    }[];
    withheld: {
      kind: string;
      count: number;
    }[];
  };
  /** The list that was asked for with `field` and `category`. */
  list: {
    items: TrialHit[];
    next: string | null;
    total: number;
  } | null;
};

export type TrialCount = {
  count: number;
  /** The first twenty, by object id. */
  people: TrialHit[];
};

export type TrialHit = {
  /** Object id in Entra. */
  person: string;
  name: string | null;
  /** What they would get, or what can not be used. */
  value: string | null;
  /** Why it can not be used. */
  why: string | null;
  /** What their user has now. */
  today: string | null;
  /** Who has the value too. */
  with: {
    person: string | null;
    /** Id of a user of the directory. */
    user: string | null;
    name: string | null;
  } | null;
};

export type MappingToTry = {
  fieldMapping?: FieldMapping | undefined;
  userFieldMapping?: Record<string, Mapping> | undefined;
  /** A CEL expression; people for whom it is false are out of scope. */
  filter?: string | null | undefined;
  lookups?: Record<string, Record<string, string>> | undefined;
};

export type CheckedExpression = {
  ok: boolean;
  /** What it gives. */
  type: string | null;
  /** Entra fields that it reads. */
  fields: string[];
  fault: {
    message: string;
    cure: string;
    /** Characters from its start. */
    at: number;
  } | null;
};

export type ExpressionToCheck = {
  expression: string;
  kind: 'text' | 'condition';
};

export type ExpressionFunctions = {
  functions: {
    call: string;
    about: string;
  }[];
  fields: {
    field: string;
    type: string;
  }[];
  /** Lookup tables of the company. */
  tables: string[];
};

export type DeletionSize = {
  users: number;
  leaving: number;
  held: number;
  /** Welcome mails to them that are held or wait: discarded when the users are let go, left as they are when they are kept. */
  welcomes: number;
};

export type DeletedSyncTemplate = {
  /** False: it stands until its last user is gone. */
  isGone: boolean;
  kept: number;
  leave: number;
  delete: number;
  moved: number;
  run: string | null;
};

export type RulesTried = {
  /** In scope, by what was read last. */
  people: number;
  rules: {
    name: string;
    fits: number;
    /** For whom no rule before it decides. 0 of many who fit: it is in the shadow of others. */
    decides: number;
    isShadowed: boolean;
    /** People whose groups are not known: they are asked for when somebody could be made a user. */
    unknown: number;
    /** Names of some for whom it decides. */
    samples: string[];
  }[];
  /** People whom no rule fits: they get what the template says. */
  none: number;
  /** People for whom a group that is not known would have to be known. */
  undecided: number;
  /** Fields that the rules read and the template has not: nobody fits by them yet. */
  unreadFields: string[];
};

export type RulesToTry = {
  /** Left out: those that are saved. */
  rules?: Rule[] | undefined;
};

export type PersonPage = {
  items: Person[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Person = {
  templateId: string;
  /** Object id in Entra. */
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  /** The last complete read had her. */
  isPresent: boolean;
  /** In a group that never takes part. */
  isExcluded: boolean;
  /** The filter of the sync template is false for this person. */
  isFilteredOut: boolean;
  isGuest: boolean;
  isDisabled: boolean;
  isIgnored: boolean;
  /** Said by an administrator: made a user although one that no sync keeps is like her. */
  createAnyway: boolean;
  /** What the last plan said; null: not planned yet as she is now. */
  standing: 'linked' | 'skip' | 'conflict' | 'outside' | null;
  reasons: Reason[];
  user: string | null;
  /** Of the user. */
  alias: string | null;
  /** When she was last read as other than before, or by herself. */
  factsSince: string;
};

export type Reason = {
  code: string;
  message: string;
  /** What to do about it; empty when there is nothing to do. */
  cure: string;
};

export type Ignore = {
  /** The first day on which it is over. */
  until?: string | null | undefined;
  why?: string | null | undefined;
};

export type PeopleCounts = {
  people: number;
  standings: {
    linked: number;
    skip: number;
    conflict: number;
    outside: number;
  };
  /** The most frequent first. A person with two reasons counts for both. */
  reasons: {
    standing: 'linked' | 'skip' | 'conflict' | 'outside';
    code: string;
    count: number;
  }[];
};

export type ProposalPage = {
  items: Proposal[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
  /** People by evidence, of whatever kind is asked for. On the first page. */
  counts?:
    | {
        alias: number;
        pstnFixed: number;
        email: number;
        name: number;
      }
    | undefined;
  /** Runs link by themselves where exact mail leaves no doubt. */
  linksByMail: boolean;
};

export type Proposal = {
  /** Object id in Entra. */
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  /** What Entra says, mapped. */
  values: Record<string, string | null>;
  candidates: Candidate[];
  /** Only mail or name are the same, so there can be two users. */
  mayCreateAnyway: boolean;
  /** Said by an administrator: the next run makes the person a user. */
  createAnyway: {
    why: string | null;
    by: Actor | null;
    at: string;
  } | null;
};

export type Candidate = {
  user: string;
  alias: string;
  name: string;
  pstnFixed: string | null;
  email: string | null;
  state: 'active';
  origin: {
    /** Who made the user. */
    kind: 'hand' | 'sync' | 'unknown';
    /** The sync template that made it and keeps it no more. */
    template: string | null;
  };
  evidence: ('alias' | 'pstnFixed' | 'email' | 'name')[];
  /** What linking and the run after it change. */
  changes: LinkChange[];
};

export type LinkChange = {
  field: string;
  from: string | null;
  to: string | null;
  /** Why the next run leaves it as it is, as far as can be told today. */
  stays: {
    code: string;
    message: string;
  } | null;
};

export type CreateAnyway = {
  why?: string | null | undefined;
};

export type Adoption = {
  /** To take the links back together (undo); null: nothing was linked. */
  batch: string | null;
  fingerprint: string;
  /** Pairs in all. */
  count: number;
  pairs: {
    person: string;
    name: string | null;
    user: string;
    alias: string;
    evidence: ('alias' | 'pstnFixed' | 'email' | 'name')[];
    changes: LinkChange[];
  }[];
  ambiguousCount: number;
  /** The first 200 people with such evidence who are not linked, and why. */
  ambiguous: {
    person: string;
    name: string | null;
    code: 'adoption.severalUsers' | 'adoption.severalPeople';
    message: string;
    cure: string;
  }[];
  /** Users that the next run changes. */
  changed: number;
  /** Those of them who get another PSTN Fixed, which a brake counts. */
  numbers: number;
  /** What happens next, in words. */
  next: string;
};

export type Adopt = {
  evidence: ('alias' | 'pstnFixed' | 'email' | 'name')[];
  preview: boolean;
  /** `fingerprint` of the preview; needed to link, and to read on in a preview. */
  expected?: string | undefined;
  /** Pairs that are listed. */
  limit?: number | undefined;
  /** How many pairs come before the first one that is listed. */
  from?: number | undefined;
  why?: string | null | undefined;
};

export type QualityReport = {
  template: string;
  /** The complete read that it is about; null: nobody was read yet. */
  readAt: string | null;
  madeAt: string | null;
  /** False: a newer one is being made. Ask again in a moment. */
  isCurrent: boolean;
  /** In scope. */
  people: number;
  findings: QualityFinding[];
  /** Checks that could not be made. */
  notChecked: {
    code:
      | 'alias.missing'
      | 'name.missing'
      | 'surname.missing'
      | 'pstnFixed.missing'
      | 'email.missing'
      | 'alias.invalid'
      | 'name.invalid'
      | 'surname.invalid'
      | 'pstnFixed.invalid'
      | 'pstnFixed.several'
      | 'pstnFixed.premium'
      | 'pstnFixed.outside'
      | 'pstnFixed.service'
      | 'pstnFixed.reserved'
      | 'pstnFixed.duplicate'
      | 'pstnFixed.extension'
      | 'pstnFixed.form'
      | 'mobile.invalid'
      | 'email.invalid'
      | 'email.duplicate'
      | 'alias.duplicate'
      | 'name.duplicate'
      | 'filter.failed'
      | 'person.guest'
      | 'person.disabled'
      | 'account.resource'
      | 'mailbox.likelyShared'
      | 'account.likelyFunctional'
      | 'group.sameName';
    why: string;
    cure: string;
  }[];
};

export type QualityFinding = {
  code:
    | 'alias.missing'
    | 'name.missing'
    | 'surname.missing'
    | 'pstnFixed.missing'
    | 'email.missing'
    | 'alias.invalid'
    | 'name.invalid'
    | 'surname.invalid'
    | 'pstnFixed.invalid'
    | 'pstnFixed.several'
    | 'pstnFixed.premium'
    | 'pstnFixed.outside'
    | 'pstnFixed.service'
    | 'pstnFixed.reserved'
    | 'pstnFixed.duplicate'
    | 'pstnFixed.extension'
    | 'pstnFixed.form'
    | 'mobile.invalid'
    | 'email.invalid'
    | 'email.duplicate'
    | 'alias.duplicate'
    | 'name.duplicate'
    | 'filter.failed'
    | 'person.guest'
    | 'person.disabled'
    | 'account.resource'
    | 'mailbox.likelyShared'
    | 'account.likelyFunctional'
    | 'group.sameName';
  /** blocks: no user is made of such a person. note: as it should not be, and works. */
  weight: 'blocks' | 'warning' | 'note';
  message: string;
  cure: string;
  /** Who can do it: who looks after Entra, or here. */
  who: 'entra' | 'here';
  count: number;
  /** In the report before this one; null: there was none, or it is not kept. */
  before: number | null;
  /** Since when it has been this number. */
  since: string | null;
  /** The first twenty, by name. */
  people: QualityPerson[];
  /** Of group.sameName alone. */
  groups?:
    | {
        name: string;
        /** Object id of the group that the sync reads. */
        uses: string | null;
        candidates: {
          id: string;
          kind: string;
        }[];
      }[]
    | undefined;
};

export type QualityPerson = {
  /** Object id in Entra. */
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  /** The value that was found. */
  found: string | null;
  /** What is wrong with it, where the code does not say it all. */
  why: string | null;
  /** Of a shared value: the same number for all who share it. */
  group: number | null;
};

export type QualityPersonPage = {
  items: QualityPerson[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Explanation = PersonExplanation | SeveralPeople | NobodyFound;

export type PersonExplanation = {
  /** Object id in Entra. */
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  found: true;
  live: ExplanationLook;
  /** When a number was asked for. */
  number: ExplanationNumber | null;
  verdict: {
    is: 'user' | 'leaving' | 'otherTemplate' | 'next' | 'stopped' | 'unknown';
    message: string;
  };
  /** In the order in which they stand in the way. */
  smallestChanges: {
    what: string;
    /** Who can make the change: an administrator of Entra, or one of Rollcall. */
    who: 'entraAdministrator' | 'here';
    where: string;
    station:
      | 'template'
      | 'entra'
      | 'scope'
      | 'filter'
      | 'person'
      | 'mapping'
      | 'requirement'
      | 'claims'
      | 'match'
      | 'creation'
      | 'brake'
      | 'user';
  }[];
  stations: ExplanationStation[];
  scope: {
    isIn: boolean;
    message: string;
    isGuest: boolean;
    isDisabled: boolean;
    isExcluded: boolean;
    groups: string[];
    factsSince: string | null;
    lastCompleteReadAt: string | null;
  };
  values: {
    field: string;
    isRequired: boolean;
    /** The Entra field; null for a constant or an expression. */
    source: string | null;
    expression: string | null;
    /** What the source has. */
    found: string | null;
    /** What the user gets. */
    value: string | null;
    trouble: 'missing' | 'invalid' | null;
    why: string | null;
  }[];
  standing: 'linked' | 'skip' | 'conflict' | 'outside' | null;
  reasons: Reason[];
  cure: string | null;
  user: {
    id: string;
    alias: string;
    name: string;
    surname: string;
    email: string | null;
    pstnFixed: string | null;
    mobile: string | null;
    extension: string | null;
    title: string | null;
    department: string | null;
    callerId: string | null;
    settingsTemplate: string | null;
    settings: UserSettings;
    fields: Record<string, string>;
    person: string | null;
    state: 'active' | 'leaving';
    deleteOn: string | null;
  } | null;
  otherTemplate: string | null;
  /** Said by an administrator, and still standing. */
  isIgnored: boolean;
  /** Said by an administrator; the next run acts on it. */
  createAnyway: boolean;
  steps: {
    at: string;
    run: string | null;
    outcome: string;
    step: Step;
  }[];
};

export type ExplanationLook = {
  isAsked: boolean;
  at: string | null;
  requests: number;
  /** Why Entra did not answer; null when it did or was not asked. */
  why: string | null;
  cure: string | null;
};

export type ExplanationNumber = {
  digits: string;
  /** unknown: neither used nor in one of the company’s series. */
  state: 'assigned' | 'free' | 'reserved' | 'cooling' | 'service' | 'unknown';
  message: string;
  holder: {
    user: string;
    alias: string;
    name: string;
  } | null;
};

export type ExplanationStation = {
  station:
    | 'template'
    | 'entra'
    | 'scope'
    | 'filter'
    | 'person'
    | 'mapping'
    | 'requirement'
    | 'claims'
    | 'match'
    | 'creation'
    | 'brake'
    | 'user';
  /** warns: does not keep her from being a user. */
  verdict: 'passes' | 'warns' | 'stops' | 'unknown';
  /** Codes of reasons; empty where there is nothing to say. */
  codes: string[];
  message: string;
  evidence: {
    what: string;
    is: string;
  }[];
  /** When that was read. */
  readAt: string | null;
  /** Asked in Entra just now, as the last run read it, or as it stands in Rollcall. */
  from: 'live' | 'lastRead' | 'here';
  /** The smallest changes that get her past it. */
  changes: {
    what: string;
    /** Who can make the change: an administrator of Entra, or one of Rollcall. */
    who: 'entraAdministrator' | 'here';
    where: string;
  }[];
};

export type UserSettings = {
  ringTimeSeconds?: number | undefined;
  standardProfile?: string | undefined;
  callWaiting?: boolean | undefined;
  hiddenNumber?: boolean | undefined;
  busyOnAll?: boolean | undefined;
  hideInPhoneBook?: boolean | undefined;
  voicemail?: boolean | undefined;
  language?: string | undefined;
};

export type Step = {
  /** create, change, leave, return, delete, skip, conflict or a deed by hand. */
  do: string;
  person: string | null;
  user?: string | null | undefined;
  alias: string | null;
  because: Reason;
};

export type SeveralPeople = {
  found: true;
  several: {
    /** Object id in Entra. */
    person: string;
    name: string | null;
    userPrincipalName: string | null;
  }[];
  live: ExplanationLook;
  /** When a number was asked for. */
  number: ExplanationNumber | null;
};

export type NobodyFound = {
  found: false;
  message: string;
  cure: string;
  live: ExplanationLook;
  /** When a number was asked for. */
  number: ExplanationNumber | null;
};

export type CompanyExplanation = {
  /** The sync template that explains. */
  templateId: string | null;
  template: string | null;
  explanation: PersonExplanation | SeveralPeople | NobodyFound | null;
  templates: {
    templateId: string;
    template: string;
    is: 'user' | 'leaving' | 'otherTemplate' | 'next' | 'stopped' | 'unknown' | 'nobody' | 'several';
    message: string;
  }[];
};

export type UserPage = {
  items: User[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type User = {
  id: string;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  /** Digits with country code. */
  pstnFixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  callerId: string | null;
  /** Name of the settings template that was applied last. */
  settingsTemplate: string | null;
  settingsTemplateId: string | null;
  settings: UserSettings;
  /** Further fields by name. */
  fields: Record<string, string>;
  state: 'active' | 'leaving';
  /** Day on which a leaving user is deleted by today’s settings. */
  deleteOn: string | null;
  /** Object id of the linked person. */
  person: string | null;
  /** The sync template that keeps the user; null: made by hand. */
  source: {
    templateId: string;
    template: string;
  } | null;
  /** When the template’s last successful run ended. */
  syncedAt: string | null;
  createdAt: string;
};

export type UserInFull = User & {
  version: number;
  /** Settings that are not as the settings template says today: it was changed since, or they were. Applying it sets them. */
  differs: string[];
  /** Fields that Entra rules, locked unless the template takes new users only. */
  mappedFields: string[];
  /** Whether those can not be changed here. */
  isLocked: boolean;
  /** Why a leaving user leaves. */
  leaveCode: string | null;
  missingSince: string | null;
  pinned: {
    field: string;
    /** The value that was undone. */
    source: string | null;
  }[];
  /** While it lasts no sync removes the user. */
  hold: {
    why: string | null;
    until: string | null;
    at: string | null;
    /** Who said so. */
    by: Actor | null;
  } | null;
  /** What phones sign in with; null: no exchange has needed one yet. */
  sipAccount: {
    account: string;
    madeAt: string;
    /** null: nobody has seen a secret of it. */
    shownAt: string | null;
  } | null;
  /** How the user stands at exchanges. */
  targets: (TargetStanding & {
    targetId: string;
    target: string;
    kind: string;
  })[];
};

export type TargetUserError = {
  /** retry: by itself. conflict: somebody else has the account or number there. rejected: the user’s data have to change. */
  class: 'retry' | 'conflict' | 'rejected';
  code: string;
  message: string;
  cure: string;
};

export type TargetDrift = {
  is: 'missing' | 'different';
  fields: {
    /** By the target’s own name. */
    field: string;
    /** As it was written. */
    wanted: string | null;
    there: string | null;
  }[];
};

export type TargetStanding = {
  state: 'pending' | 'ok' | 'failed' | 'drift';
  since: string;
  /** adopted: the entry was there before, and its secret stays. */
  origin: 'made' | 'adopted';
  /** The entry’s id at the target; null: it is not there yet. */
  externalId: string | null;
  fedAt: string | null;
  nextAttemptAt: string | null;
  error: TargetUserError | null;
  drift: TargetDrift | null;
  /** Somebody has said that it is right as it is there. */
  isKept: boolean;
};

export type NewUser = {
  alias: string;
  name: string;
  surname: string;
  /** In any written form. */
  pstnFixed?: string | undefined;
  email?: string | null | undefined;
  mobile?: string | null | undefined;
  extension?: string | null | undefined;
  title?: string | null | undefined;
  department?: string | null | undefined;
  callerId?: string | null | undefined;
  settingsTemplateId?: string | null | undefined;
  /** Single settings; null takes one away. */
  settings?: Record<string, string | number | boolean | null> | undefined;
  fields?: Record<string, string | null> | undefined;
  why?: string | null | undefined;
  /** Instead of pstnFixed: digits of the first number of a series, of which the lowest free number is given. */
  numberSeries?: string | undefined;
};

export type UserChanges = {
  alias?: string | undefined;
  name?: string | undefined;
  surname?: string | undefined;
  /** In any written form. */
  pstnFixed?: string | undefined;
  email?: string | null | undefined;
  mobile?: string | null | undefined;
  extension?: string | null | undefined;
  title?: string | null | undefined;
  department?: string | null | undefined;
  callerId?: string | null | undefined;
  settingsTemplateId?: string | null | undefined;
  /** Single settings; null takes one away. */
  settings?: Record<string, string | number | boolean | null> | undefined;
  fields?: Record<string, string | null> | undefined;
  why?: string | null | undefined;
  /** Instead of pstnFixed: digits of the first number of a series, of which the lowest free number is given. */
  numberSeries?: string | undefined;
};

export type Hold = {
  /** Day in the company’s time zone. */
  until?: string | null | undefined;
  why?: string | null | undefined;
};

export type KeepUntil = {
  /** Day in the company’s time zone. */
  date: string;
  why?: string | null | undefined;
};

export type Link = {
  templateId: string;
  /** Object id. */
  person: string;
  /** Also when the user is linked to another person. */
  relink?: boolean | undefined;
  why?: string | null | undefined;
};

export type NumbersImported = {
  preview: boolean;
  /** The first thousand. */
  seriesAdded: {
    from: string;
    /** Left out: one number. */
    to?: string | undefined;
    kind: 'fixed' | 'mobile' | 'service';
    note: string | null;
  }[];
  /** The first thousand. */
  reservedAdded: {
    from: string;
    /** Left out: one number. */
    to?: string | undefined;
    note: string | null;
  }[];
  counts: {
    lines: number;
    numbers: number;
    added: number;
    alreadyThere: number;
    reserved: number;
    alreadyReserved: number;
    /** Series added. */
    series: number;
    /** Reserved ranges added. */
    ranges: number;
  };
  ignoredColumns: string[];
};

export type NumbersFile = {
  /** The CSV text. */
  text?: string | undefined;
  /** The file as it is, in base64: UTF-8, UTF-16 and Windows-1252 are told apart. */
  base64?: string | undefined;
};

export type NumbersReserved = {
  count: number;
  /** How many of them still cool for whoever had them last. */
  cooling: number;
};

export type ReserveNumbers = {
  from: string;
  /** Left out: one number. */
  to?: string | undefined;
  why?: string | null | undefined;
};

export type NumbersReleased = {
  /** How many were reserved. */
  count: number;
};

export type NumberAnswer = {
  /** Digits with country code, no plus. */
  digits: string;
  state: 'free' | 'assigned' | 'cooling' | 'reserved' | 'service';
  since: string | null;
  /** Of the step that made it so. */
  why: Reason | null;
  /** That step’s entry in the change log. */
  change: number | null;
  holder: {
    user: string;
    alias: string;
    name: string;
    person: string | null;
    isLeaving: boolean;
  } | null;
  /** Until when nobody gets it but whoever had it last. */
  cooling: {
    until: string;
    person: string | null;
    user: string | null;
    alias: string | null;
  } | null;
  reserved: ReservedNumbers | null;
  series: {
    /** Digits with country code, no plus. */
    from: string;
    /** Left out: one number. */
    to?: string | undefined;
    kind: 'fixed' | 'mobile' | 'service';
    note?: string | null | undefined;
  }[];
  wanted: {
    count: number;
    /** The first few people whose mapping gives it to them and who do not have it. */
    by: {
      template: string;
      templateName: string;
      person: string;
      name: string | null;
      standing: string;
      reasons: Reason[];
    }[];
  };
  shownBy: {
    count: number;
    /** The first few whose caller id it is. */
    users: {
      user: string;
      alias: string;
      name: string;
    }[];
  };
  callerIdOf: {
    template: string;
    templateName: string;
    /** null: the default of the sync template. */
    rule: string | null;
  }[];
  notes: NumberNote[];
};

export type ReservedNumbers = {
  /** Digits with country code, no plus. */
  from: string;
  /** Left out: one number. */
  to?: string | undefined;
  /** Why. */
  note: string | null;
  by: Actor | null;
  at: string;
};

export type NumberNote = {
  code: string;
  message: string;
  cure: string;
};

export type NumberEventPage = {
  items: NumberEvent[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type NumberEvent = {
  /** Of the entry in the change log. */
  id: number;
  what: 'assigned' | 'givenUp' | 'freed' | 'reserved' | 'released' | 'addedToSeries' | 'removedFromSeries';
  at: string;
  user: string | null;
  alias: string | null;
  person: string | null;
  run: string | null;
  trigger: string | null;
  template: string | null;
  /** Who did it by hand, or asked for the run. */
  by: Actor | null;
  because: Reason;
  note: string | null;
};

export type ReservedNumbersPage = {
  items: ReservedNumbers[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type FreeNumber = {
  why?: string | null | undefined;
};

export type NumberSeriesList = {
  numbers: {
    /** Digits with country code, no plus. */
    from: string;
    /** Left out: one number. */
    to?: string | undefined;
    kind: 'fixed' | 'mobile' | 'service';
    note?: string | null | undefined;
    size: number;
    free: number;
    assigned: number;
    cooling: number;
    reserved: number;
    /** Numbers in it that a service keeps. */
    service: number;
    /** Few are free. */
    isLow: boolean;
    /** Without the first run of a sync template; null: too little was seen. */
    pace: {
      /** Numbers given less given up. */
      perMonth: number;
      /** What it is based on; at most 90. */
      days: number;
    } | null;
    /** Month in which none will be free at this pace. */
    runsOutOn: string | null;
    warning: NumberNote | null;
  }[];
};

export type NewNumberSeriesList = {
  numbers: {
    /** Digits with country code, no plus. */
    from: string;
    /** Left out: one number. */
    to?: string | undefined;
    kind?: 'fixed' | 'mobile' | 'service' | undefined;
    note?: string | null | undefined;
  }[];
};

export type NumberPage = {
  items: Number[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Number = {
  /** Digits with country code, no plus. */
  digits: string;
  state: 'free' | 'assigned' | 'cooling' | 'reserved' | 'service';
  user: string | null;
  alias: string | null;
  coolingUntil: string | null;
  /** Object id of whoever had it last. */
  lastPerson: string | null;
  changedAt: string | null;
};

export type SettingsTemplatePage = {
  items: SettingsTemplate[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type SettingsTemplate = {
  id: string;
  name: string;
  settings: UserSettings;
  /** Users to whom it was applied last. They keep what they have when it changes. */
  users: number;
};

export type NewSettingsTemplate = {
  name: string;
  settings?: UserSettings | undefined;
};

export type CloneSettingsTemplate = {
  /** Left out: the name of the first with a number. */
  name?: string | undefined;
};

export type SettingsTemplateChanges = {
  name?: string | undefined;
  settings?: UserSettings | undefined;
};

export type AppliedSettingsTemplate = {
  preview: boolean;
  /** Users who change. */
  change: number;
  /** Users who have all of it already. */
  unchanged: number;
  /** Ids that are nobody’s. */
  unknown: string[];
  /** Send it as `expected` to carry out exactly this; another one means that something has changed. */
  fingerprint: string;
  /** What changes, the most users first. A `from` that is null: not set before. */
  changes: {
    setting: string;
    from?: unknown | undefined;
    to?: unknown | undefined;
    users: number;
  }[];
  /** The first 200 of them by alias. */
  users: {
    id: string;
    alias: string;
    name: string;
    surname: string;
    from: Record<string, unknown>;
    to: Record<string, unknown>;
  }[];
  /** Undo takes all of it back by this; null: nothing was changed. */
  batch: string | null;
};

export type ApplySettingsTemplate =
  | {
      users: string[];
      /** Tells what would change, and changes nothing. */
      preview?: boolean | undefined;
      /** The fingerprint of the preview that was seen; needed with a filter. */
      expected?: string | undefined;
      why?: string | undefined;
    }
  | {
      filter: UserFilter;
      /** Tells what would change, and changes nothing. */
      preview?: boolean | undefined;
      /** The fingerprint of the preview that was seen; needed with a filter. */
      expected?: string | undefined;
      why?: string | undefined;
    };

export type UserFilter = {
  /** Words that all have to be found, or a number in any written form. */
  search?: string | undefined;
  state?: 'active' | 'leaving' | undefined;
  /** Id of a sync template, or `hand` for users that none keeps. */
  source?: 'hand' | string | undefined;
  /** Users to whom this one was applied last. */
  settingsTemplate?: string | undefined;
  /** Ids of users to whom it is not applied although they fit. */
  except?: string[] | undefined;
};

export type RunPage = {
  items: Run[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Run = {
  run: string;
  /** In its company, in the order in which runs were asked for. */
  number: number;
  templateId: string;
  template: string;
  trigger: string;
  preview: boolean;
  /** Object id of the one person whom the run is for; null: everybody. */
  person: string | null;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'withheld' | 'refused';
  /** Of a run that waits: when it was asked for. */
  startedAt: string;
  finishedAt: string | null;
  read: {
    complete: boolean;
    mode: 'full' | 'delta';
    people: number;
    requests: number;
    bytes: number;
  };
  counts: {
    create: number;
    change: number;
    leave: number;
    return: number;
    delete: number;
    skip: number;
    conflict: number;
    unchanged: number;
  };
  withheld: {
    kind: 'removals' | 'numbers' | 'creates';
    count: number;
    /** With those of the last 24 hours. */
    counted: number;
    percent: number;
    limit: {
      count: number | null;
      percent: number | null;
    };
  }[];
  reasons: {
    code: string;
    count: number;
  }[];
  /** All rules of the template, in their order. */
  rules: {
    name: string;
    /** New users of this run for whom it decided. */
    count: number;
    fits?: number | undefined;
    /** Of a preview: for how many in scope it would be the first that fits, were all new. */
    decides?: number | undefined;
    /** Of how many the groups are not known. */
    unknown?: number | undefined;
  }[];
  /** Mails that its new users bring with them; of a preview: would bring. */
  mail: {
    /** Welcome mails that go out. */
    welcome: number;
    /** Welcome mails that wait until somebody releases them. */
    held: number;
    /** New users who get none for want of an address. */
    withoutAddress: number;
    /** Separate messages to the administrator. */
    copies: number;
    /** Welcome mails of new users whom a brake withholds: they come once somebody approves. */
    withheld: number;
  };
  error: {
    code: string;
    message: string;
    cure: string;
    /** Of `plan.changed`: how many steps are not as they were seen. */
    difference?:
      | {
          added: number;
          removed: number;
          changed: number;
        }
      | undefined;
  } | null;
  /** Fields to map, of a run that only read because the mapping is not complete. */
  fields:
    | {
        field: string;
        count: number;
        samples: unknown[];
      }[]
    | null;
  requestedBy: Actor | null;
  /** Kinds of this run that somebody has approved. */
  approved: string[];
  /** The run whose withheld steps this one let through. */
  approves: string | null;
  /** The preview that this run carried out. */
  applies: string | null;
  /** The run whose changes this one took back. */
  undoes: string | null;
  /** The run that failed and that this one tried again. */
  retries: string | null;
};

export type RunFull = Run & {
  /** How many steps of each sort the list of steps has; `code` is the reason’s. */
  steps: {
    do: 'delete' | 'leave' | 'conflict' | 'skip' | 'create' | 'return' | 'change';
    outcome: 'applied' | 'withheld' | 'preview' | 'kept';
    code: string;
    count: number;
  }[];
  /** The run that tried this one again. */
  retriedBy: string | null;
};

export type RunStepPage = {
  items: RunStep[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type RunStep = {
  id: number;
  /** create, change, leave, return, delete, skip, conflict, or a deed by hand. */
  do: string;
  outcome: 'applied' | 'withheld' | 'preview' | 'kept';
  person: string | null;
  /** Display name, while it is known. */
  name: string | null;
  user: string | null;
  alias: string | null;
  from: Record<string, unknown> | null;
  to: Record<string, unknown> | null;
  because: Reason;
  /** Dates of a leave, candidates of a conflict … */
  details: Record<string, unknown>;
  /** The brake that counts it. */
  kind: string | null;
  approved: boolean;
  at: string;
  /** The entry that took this one back. */
  undoneBy: number | null;
};

export type OrderedRun = {
  run: string;
  /** False: the same was asked for already and waits; this is that run. */
  isNew: boolean;
};

export type StartRun = {
  preview?: boolean | undefined;
  /** This person alone: object id, sign-in name (UPN), mail, alias or number. Nobody else is read or planned. */
  person?: string | undefined;
};

export type Approve = {
  kind: 'removals' | 'numbers' | 'creates';
};

export type Cancelled = {
  was: 'queued' | 'running';
};

export type Undone = {
  /** Users for whom something was, or would be, taken back. */
  undone: number;
  kept: {
    step: number;
    user: string | null;
    alias: string | null;
    because: Reason;
  }[];
};

export type Undo =
  | {
      run: string;
      user?: string | undefined;
      preview?: boolean | undefined;
    }
  | {
      user: string;
      preview?: boolean | undefined;
    }
  | {
      steps: number[];
      preview?: boolean | undefined;
    }
  | {
      batch: string;
      preview?: boolean | undefined;
    };

export type ChangePage = {
  items: Change[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Change = {
  id: number;
  /** create, change, leave, return, delete, skip, conflict, or a deed by hand. */
  do: string;
  outcome: 'applied' | 'withheld' | 'preview' | 'kept';
  person: string | null;
  /** Display name, while it is known. */
  name: string | null;
  user: string | null;
  alias: string | null;
  from: Record<string, unknown> | null;
  to: Record<string, unknown> | null;
  because: Reason;
  /** Dates of a leave, candidates of a conflict … */
  details: Record<string, unknown>;
  /** The brake that counts it. */
  kind: string | null;
  approved: boolean;
  at: string;
  /** The entry that took this one back. */
  undoneBy: number | null;
  /** null: done by hand. */
  run: string | null;
  /** Of the run. */
  trigger: string | null;
  template: string | null;
  /** Who did it by hand, or asked for the run; null: the program by itself. */
  by: Actor | null;
  /** Only where it was asked for. */
  undo?:
    | {
        can: boolean;
        /** Why not, or not all. */
        reasons: Reason[];
      }
    | undefined;
};

export type AuditPage = {
  items: AuditEntry[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type AuditEntry = {
  id: number;
  at: string;
  company: string | null;
  by: Actor;
  action: string;
  subject: {
    kind: string;
    id: string | null;
    name: string | null;
  };
  before?: unknown | undefined;
  after?: unknown | undefined;
  details: Record<string, unknown>;
  /** Network address; null for commands and the program itself. */
  address: string | null;
};

export type MailsDone = {
  preview: boolean;
  /** Mails that were, or would be, changed. */
  count: number;
  /** The states they were in. */
  states: {
    state: 'held' | 'waiting' | 'sending' | 'sent' | 'kept' | 'uncertain' | 'failed' | 'discarded';
    count: number;
  }[];
  /** Chosen mails that this can not be done with. */
  others: number;
};

export type MailsSend = {
  mails?: string[] | undefined;
  state?: 'failed' | 'kept' | 'uncertain' | undefined;
  kind?:
    | 'welcome'
    | 'welcomeCopy'
    | 'error'
    | 'allClear'
    | 'warning'
    | 'summary'
    | 'credential'
    | 'test'
    | undefined;
  template?: string | undefined;
  user?: string | undefined;
  run?: string | undefined;
  notice?: string | undefined;
  /** true: counts, and changes nothing. */
  preview?: boolean | undefined;
};

export type MailsDiscard = {
  mails?: string[] | undefined;
  state?: 'held' | 'waiting' | 'kept' | 'uncertain' | 'failed' | undefined;
  kind?:
    | 'welcome'
    | 'welcomeCopy'
    | 'error'
    | 'allClear'
    | 'warning'
    | 'summary'
    | 'credential'
    | 'test'
    | undefined;
  template?: string | undefined;
  user?: string | undefined;
  run?: string | undefined;
  notice?: string | undefined;
  /** true: counts, and changes nothing. */
  preview?: boolean | undefined;
};

export type MailsRelease = {
  mails?: string[] | undefined;
  template?: string | undefined;
  run?: string | undefined;
  user?: string | undefined;
  /** Everything that the company holds. */
  all?: true | undefined;
  /** true: counts, and changes nothing. */
  preview?: boolean | undefined;
};

export type MailPage = {
  items: Mail[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
  /** How many are in each state, whatever the filters. Only on the first page. */
  counts?: Record<string, number> | undefined;
};

export type Mail = {
  id: string;
  kind: 'welcome' | 'welcomeCopy' | 'error' | 'allClear' | 'warning' | 'summary' | 'credential' | 'test';
  /** held: until somebody releases it; kept: no mail server is set; uncertain: the line broke before the server’s answer; discarded: not to be sent any more. */
  state: 'held' | 'waiting' | 'sending' | 'sent' | 'kept' | 'uncertain' | 'failed' | 'discarded';
  /** null: forgotten, or not known before it is sent. */
  to: string | null;
  /** null: words are made when it is sent or read. */
  subject: string | null;
  language: string;
  templateId: string | null;
  template: string | null;
  /** Whom it is about. */
  user: string | null;
  alias: string | null;
  run: string | null;
  notice: string | null;
  createdAt: string;
  /** Since when it is in its state. */
  stateAt: string;
  /** When a mail server took it last. */
  sentAt: string | null;
  /** Of a waiting mail that was tried: not before. */
  nextTryAt: string | null;
  attempts: number;
  /** The mail server’s last, or why it stands as it does. */
  answer: string | null;
  /** Who had it sent, released or discarded. */
  requestedBy: Actor | null;
};

export type MailFull = {
  id: string;
  kind: 'welcome' | 'welcomeCopy' | 'error' | 'allClear' | 'warning' | 'summary' | 'credential' | 'test';
  /** held: until somebody releases it; kept: no mail server is set; uncertain: the line broke before the server’s answer; discarded: not to be sent any more. */
  state: 'held' | 'waiting' | 'sending' | 'sent' | 'kept' | 'uncertain' | 'failed' | 'discarded';
  /** null: forgotten, or not known before it is sent. */
  to: string | null;
  /** null: words are made when it is sent or read. */
  subject: string | null;
  language: string;
  templateId: string | null;
  template: string | null;
  /** Whom it is about. */
  user: string | null;
  alias: string | null;
  run: string | null;
  notice: string | null;
  createdAt: string;
  /** Since when it is in its state. */
  stateAt: string;
  /** When a mail server took it last. */
  sentAt: string | null;
  /** Of a waiting mail that was tried: not before. */
  nextTryAt: string | null;
  attempts: number;
  /** The mail server’s last, or why it stands as it does. */
  answer: string | null;
  /** Who had it sent, released or discarded. */
  requestedBy: Actor | null;
  /** Why it stands as it does, and what to do about it. */
  why: {
    code: string;
    message: string;
    cure: string;
  };
  /** sent: as the server got it; made: as it would be now; gone: nothing is left. */
  words: 'sent' | 'made' | 'gone';
  text: string | null;
  /** For a sandboxed frame (srcdoc, sandbox=""): it loads nothing and runs nothing. */
  html: string | null;
  mayBeSent: boolean;
  mayBeDiscarded: boolean;
};

export type MailSent = {
  mail: Mail;
  /** What to know: whether it may arrive twice. */
  warnings: {
    code: string;
    message: string;
    cure: string;
  }[];
};

export type MailSend = {
  /** Another address, for this mail alone; without it the user’s own now, or where it was going. */
  to?: string | undefined;
};

export type IncidentPage = {
  items: Incident[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Incident = {
  id: string;
  templateId: string | null;
  template: string | null;
  /** What it is. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  cure: string;
  openedAt: string;
  lastSeenAt: string;
  /** Runs that met it. */
  seen: number;
  /** null: it lasts. */
  closedAt: string | null;
  /** How often it was told. */
  told: number;
  toldAt: string | null;
  /** While it lasts it is told again by the first run after this; null: it is over. */
  nextReminderAt: string | null;
  quiet: IncidentQuiet | null;
  /** The run that met it last. */
  run: string | null;
};

export type IncidentQuiet = {
  until: string;
  by: Actor | null;
  why: string | null;
};

export type IncidentFull = {
  id: string;
  templateId: string | null;
  template: string | null;
  /** What it is. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  cure: string;
  openedAt: string;
  lastSeenAt: string;
  /** Runs that met it. */
  seen: number;
  /** null: it lasts. */
  closedAt: string | null;
  /** How often it was told. */
  told: number;
  toldAt: string | null;
  /** While it lasts it is told again by the first run after this; null: it is over. */
  nextReminderAt: string | null;
  quiet: IncidentQuiet | null;
  /** The run that met it last. */
  run: string | null;
  /** What the code is about: permission, group, candidates, tenant … */
  about: Record<string, unknown>;
  /** Of a brake: what it withholds; of whom is in the steps of the run. */
  withheld: {
    kind: string;
    count: number;
  } | null;
  /** What was told of it, newest first. */
  tellings: {
    notice: string;
    kind: string;
    at: string;
    mails: {
      id: string;
      state: 'held' | 'waiting' | 'sending' | 'sent' | 'kept' | 'uncertain' | 'failed' | 'discarded';
      to: string | null;
      sentAt: string | null;
    }[];
  }[];
};

export type IncidentQuietWish = {
  /** First day, in the company’s time zone, on which it is told again. */
  until: string;
  why?: string | null | undefined;
};

export type Status = {
  items: TemplateStatus[];
};

export type TemplateStatus = {
  company: string;
  templateId: string;
  template: string;
  mode: string;
  retiringSince: string | null;
  linked: number;
  leaving: number;
  /** The report of the newest run. */
  lastRun: {
    run: string;
    state: string;
    trigger: string;
    startedAt: string;
  } | null;
  lastSuccessAt: string | null;
  /** null: never by itself; in the past: it is due. */
  nextStart: string | null;
  nextStartWhy: 'nightly' | 'interval' | null;
  credentialExpires: string | null;
  hasCredentials: boolean;
  credential: CredentialState;
  /** Of the company’s number series that will run out. */
  numberWarnings: {
    code: string;
    message: string;
    cure: string;
    series: {
      first: string;
      last: string;
      free: number;
      /** The month, YYYY-MM, at the pace of late; null: none is known. */
      runsOut: string | null;
    };
  }[];
  /** What waits for an approval. */
  withheld: {
    run: string;
    kind: string;
    count: number;
  }[];
  /** Trouble that lasts, the oldest first. */
  incidents: {
    id: string;
    code: string;
    severity: string;
    message: string;
    cure: string;
    since: string;
    quietUntil: string | null;
  }[];
  /** Mails of the template that wait, and that wait for somebody. */
  mails: {
    held: number;
    waiting: number;
    uncertain: number;
    failed: number;
  };
  /** Exchanges of the company, and who is not yet written there. */
  targets: TargetStatus[];
  /** Why mails wait, of the whole installation; null: nothing is wrong with the mail server. Its own words are for operators. */
  mailServer: {
    code: string;
    message: string;
    cure: string;
    since: string;
    tryAfter: string;
  } | null;
};

export type TargetStatus = {
  id: string;
  name: string;
  kind: string;
  state: 'active' | 'paused' | 'refused' | 'ending';
  trouble: TargetTrouble | null;
  pending: number;
  failed: number;
  drift: number;
  oldestPendingSeconds: number;
};

export type TargetTrouble = {
  code: string;
  message: string;
  cure: string;
};

export type CompaniesHealth = {
  items: CompanyHealth[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total: number;
  /** How many companies of the search each health has, whatever `health` says. */
  counts: {
    failed?: number | undefined;
    waiting?: number | undefined;
    trouble?: number | undefined;
    expiring?: number | undefined;
    late?: number | undefined;
    notRun?: number | undefined;
    paused?: number | undefined;
    notSetUp?: number | undefined;
    ok?: number | undefined;
  };
  /** Why mails wait; null: nothing is wrong with the mail server. */
  mailServer: {
    code: string;
    message: string;
    cure: string;
    since: string;
    tryAfter: string;
  } | null;
};

export type CompanyHealth = {
  company: {
    id: string;
    name: string;
  };
  health: {
    /** What needs somebody most. failed: the newest run; waiting: withheld steps, for an approval; trouble: incidents; expiring: a credential ends within 30 days or has ended, and no second one waits; late: no success for two intervals (48 hours of a nightly one); notRun: no run of an active template has gone well yet; ok: nothing. */
    is: 'failed' | 'waiting' | 'trouble' | 'expiring' | 'late' | 'notRun' | 'paused' | 'notSetUp' | 'ok';
    /** Failed or late sync templates, withheld steps, incidents, credentials that end; 0 where nothing is counted. */
    count: number;
  };
  /** Names of its sync templates. */
  templates: string[];
  /** Users that its sync templates keep. */
  linked: number;
  /** Of any of its sync templates. */
  lastSuccessAt: string | null;
  /** The first of its credentials to end; null: there is none, or nobody knows. */
  credentialEndsOn: string | null;
};

export type WaysToSignIn = {
  password: boolean;
  /** Whether GET /api/v1/oidc/start leads to a provider. */
  oidc: boolean;
};

export type SignedIn = {
  /** For the header X-CSRF-Token of unsafe requests. */
  csrf: string;
};

export type SignIn = {
  email: string;
  password: string;
};

export type FirstAdministrator = {
  /** What stands behind the = in the link. */
  token: string;
  email: string;
  firstName: string;
  lastName: string;
  password: string;
  language?: 'sv' | 'en' | undefined;
};

export type Invitation = {
  email: string;
  firstName: string;
  lastName: string;
  language: 'sv' | 'en';
};

export type InvitationToken = {
  /** What stands behind the = in the link. */
  token: string;
};

export type Acceptance = {
  /** What stands behind the = in the link. */
  token: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  password: string;
};

export type Me = {
  kind: 'administrator' | 'token';
  id: string;
  name: string;
  role: 'operator' | 'companyAdministrator' | 'viewer';
  /** null: an operator, who may go everywhere. */
  company: {
    id: string;
    name: string;
  } | null;
  /** What may be asked for; x-right of each route. */
  rights: (
    | 'public'
    | 'signedIn'
    | 'profile.change'
    | 'companies.list'
    | 'company.create'
    | 'company.read'
    | 'company.change'
    | 'installation.read'
    | 'installation.change'
    | 'syncTemplate.read'
    | 'syncTemplate.change'
    | 'syncTemplate.delete'
    | 'run.read'
    | 'run.start'
    | 'run.approve'
    | 'person.read'
    | 'person.decide'
    | 'user.read'
    | 'user.change'
    | 'phone.hand'
    | 'number.read'
    | 'number.change'
    | 'settingsTemplate.read'
    | 'settingsTemplate.change'
    | 'change.read'
    | 'change.undo'
    | 'audit.read'
    | 'mail.read'
    | 'mail.send'
    | 'incident.read'
    | 'incident.quiet'
    | 'webhook.read'
    | 'webhook.change'
    | 'webhook.send'
    | 'target.read'
    | 'target.change'
    | 'target.feed'
    | 'status.read'
    | 'administrator.read'
    | 'administrator.change'
    | 'token.read'
    | 'token.change'
  )[];
  /** For the header X-CSRF-Token; null for a token. */
  csrf: string | null;
};

export type Profile = {
  email: string;
  firstName: string;
  lastName: string;
  language: 'sv' | 'en';
  theme: 'system' | 'light' | 'dark';
  hasPassword: boolean;
  /** Has signed in at the provider. */
  hasOidc: boolean;
};

export type ProfileChanges = {
  /** Needs currentPassword: one signs in with it. */
  email?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  language?: 'sv' | 'en' | undefined;
  theme?: 'system' | 'light' | 'dark' | undefined;
  currentPassword?: string | undefined;
};

export type NewPassword = {
  currentPassword: string;
  newPassword: string;
};

export type SessionPage = {
  items: Session[];
  next: null;
};

export type Session = {
  id: string;
  isThis: boolean;
  method: 'password' | 'oidc' | 'link';
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  address: string | null;
  userAgent: string | null;
};

export type AdministratorPage = {
  items: Administrator[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Administrator = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  role: 'operator' | 'companyAdministrator' | 'viewer';
  /** Id of the company; null for an operator. */
  company: string | null;
  language: 'sv' | 'en';
  disabled: boolean;
  /** invited: can not sign in yet. */
  state: 'invited' | 'active' | 'disabled';
  hasPassword: boolean;
  hasOidc: boolean;
  createdAt: string;
  lastSignInAt: string | null;
};

export type CreatedAdministrator = Administrator & {
  invitation: InvitationLink;
};

export type InvitationLink = {
  /** Works once. Shown this once; null when the request is repeated. */
  url: string | null;
  expiresAt: string;
};

export type NewAdministrator = {
  email: string;
  firstName: string;
  lastName: string;
  role: 'operator' | 'companyAdministrator' | 'viewer';
  /** Left out: the own company. Only operators name another. */
  company?: string | null | undefined;
  language?: 'sv' | 'en' | undefined;
};

export type AdministratorChanges = {
  email?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  role?: 'operator' | 'companyAdministrator' | 'viewer' | undefined;
  company?: string | null | undefined;
  language?: 'sv' | 'en' | undefined;
  disabled?: boolean | undefined;
};

export type TokenPage = {
  items: Token[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Token = {
  id: string;
  name: string;
  role: 'companyAdministrator' | 'viewer';
  /** The first characters, to tell tokens apart. */
  prefix: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

export type CreatedToken = Token & {
  /** For Authorization: Bearer. Shown this once; null when the request is repeated. */
  secret: string | null;
};

export type NewToken = {
  name: string;
  role: 'companyAdministrator' | 'viewer';
  /** At most two years ahead. */
  expiresAt: string;
};

export type WebhookPage = {
  items: Webhook[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Webhook = {
  id: string;
  /** Unique in the company. */
  name: string;
  /** What may be shown of it: the host and the last characters. null: it has none yet. */
  url: string | null;
  /** json: our own event, signed. teams: an Adaptive Card for a workflow. slack: Block Kit. */
  shape: 'json' | 'teams' | 'slack';
  kinds: (
    | 'users.created'
    | 'incident.opened'
    | 'incident.reminder'
    | 'incident.closed'
    | 'people.leftOut'
    | 'run.summary'
    | 'credential.expiring'
    | 'credential.renewed'
  )[];
  active: boolean;
  /** Attempts in a row that failed. */
  failures: number;
  failingSince: string | null;
  off: WebhookOff | null;
  /** Deliveries that wait. */
  waiting: number;
  last: LastDelivery | null;
};

export type WebhookOff = {
  at: string;
  code: 'gone' | 'failing';
};

export type LastDelivery = {
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  at: string;
  /** HTTP status; null: there was no answer. */
  status: number | null;
  answer: string | null;
};

export type CreatedWebhook = Webhook & {
  /** Verifies signatures (docs/webhooks.md). Shown this once; null: there is none, it stays the one from before, or the request is repeated. */
  secret: string | null;
};

export type NewWebhook = {
  /** Unique in the company. */
  name: string;
  /** https. It opens a door and is never shown again; what is shown of it means the stored one. */
  url: string;
  /** json: our own event, signed. teams: an Adaptive Card for a workflow. slack: Block Kit. */
  shape?: 'json' | 'teams' | 'slack' | undefined;
  /** Kinds of notice that go there. */
  kinds?:
    | (
        | 'users.created'
        | 'incident.opened'
        | 'incident.reminder'
        | 'incident.closed'
        | 'people.leftOut'
        | 'run.summary'
        | 'credential.expiring'
        | 'credential.renewed'
      )[]
    | undefined;
  active?: boolean | undefined;
};

export type WebhookChanges = {
  /** Unique in the company. */
  name?: string | undefined;
  /** https. It opens a door and is never shown again; what is shown of it means the stored one. */
  url?: string | undefined;
  /** json: our own event, signed. teams: an Adaptive Card for a workflow. slack: Block Kit. */
  shape?: 'json' | 'teams' | 'slack' | undefined;
  /** Kinds of notice that go there. */
  kinds?:
    | (
        | 'users.created'
        | 'incident.opened'
        | 'incident.reminder'
        | 'incident.closed'
        | 'people.leftOut'
        | 'run.summary'
        | 'credential.expiring'
        | 'credential.renewed'
      )[]
    | undefined;
  active?: boolean | undefined;
};

export type RotatedWebhookSecret = {
  /** Verifies signatures (docs/webhooks.md). Shown this once; null: there is none, it stays the one from before, or the request is repeated. */
  secret: string | null;
  /** Until then the old one signs too. */
  previousUntil: string;
};

export type RotateWebhookSecret = {
  /** Hours in which the old secret signs too; 24 when it is left out. */
  keepOldHours?: number | undefined;
};

export type WebhookDelivery = {
  /** The header webhook-id: the same in every attempt. */
  id: string;
  /** What it tells; `id` in the message. */
  notice: string;
  kind:
    | 'users.created'
    | 'incident.opened'
    | 'incident.reminder'
    | 'incident.closed'
    | 'people.leftOut'
    | 'run.summary'
    | 'credential.expiring'
    | 'credential.renewed'
    | 'test';
  template: string | null;
  /** waiting: will be sent, also again. failed: given up; it can be replayed. */
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** When it happened. */
  at: string;
  attempts: number;
  triedAt: string | null;
  sentAt: string | null;
  /** Of one that waits: it is not sent before then. */
  notBefore: string | null;
  /** HTTP status of the last answer. */
  status: number | null;
  /** The beginning of the last answer, or why there was none. */
  answer: string | null;
};

export type WebhookDeliveryPage = {
  items: WebhookDelivery[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type Replayed = {
  count: number;
};

export type ReplayFailed = {
  since: string;
};

export type TargetPage = {
  items: Target[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
};

export type Target = {
  id: string;
  /** Unique in the company. */
  name: string;
  /** asterisk, kamailio or scim. */
  kind: string;
  settings: TargetSettings;
  /** What it is reached at, for people. */
  address: string;
  hasSecrets: boolean;
  /** Whether phones sign in there with an account that Rollcall makes. */
  givesSipAccounts: boolean;
  /** paused: by somebody. refused: the exchange does not let Rollcall in. ending: everything is removed there, then it goes. */
  state: 'active' | 'paused' | 'refused' | 'ending';
  stateSince: string;
  /** What becomes of what somebody has changed at the exchange: shown, or written over. */
  driftMode: 'show' | 'repair';
  /** Why nothing is written; null: nothing is known. */
  trouble: TargetTrouble | null;
  /** Since when the exchange has not answered. */
  unavailableSince: string | null;
  /** When it is tried again. */
  restsUntil: string | null;
  /** What the last probe found. */
  probe: TargetProbe | null;
  /** When something was last written there. */
  fedAt: string | null;
  /** When everything there was last compared. */
  comparedAt: string | null;
  /** How many entries there are not Rollcall’s; they are never touched. */
  unknownEntries: number | null;
  users: TargetUserCounts;
  /** Of whoever has waited longest. */
  pendingSince: string | null;
};

export type TargetSettings = Record<string, unknown>;

export type TargetProbe = {
  at: string;
  findings: TargetFinding[];
};

export type TargetFinding = {
  code: string;
  is: 'right' | 'warning' | 'fault';
  message: string;
  cure: string | null;
};

export type TargetUserCounts = {
  ok: number;
  pending: number;
  failed: number;
  drift: number;
};

export type NewTarget = {
  /** Unique in the company. */
  name: string;
  /** asterisk, kamailio or scim. */
  kind: string;
  settings: TargetSettings;
  secrets?: TargetSecrets | undefined;
  /** false: paused. */
  active?: boolean | undefined;
  /** What becomes of what somebody has changed at the exchange: shown, or written over. */
  driftMode?: 'show' | 'repair' | undefined;
};

export type TargetSecrets = Record<string, unknown>;

export type TargetProbed = {
  findings: TargetFinding[];
};

export type TriedTarget = {
  /** asterisk, kamailio or scim. */
  kind: string;
  settings: TargetSettings;
  secrets?: TargetSecrets | undefined;
  /** Whose secrets are used where none are given. */
  target?: string | undefined;
};

export type TargetChanges = {
  /** Unique in the company. */
  name?: string | undefined;
  settings?: TargetSettings | undefined;
  secrets?: TargetSecrets | undefined;
  /** false: paused. */
  active?: boolean | undefined;
  /** What becomes of what somebody has changed at the exchange: shown, or written over. */
  driftMode?: 'show' | 'repair' | undefined;
};

export type TargetUserPage = {
  items: TargetUser[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, where that is cheap to say. */
  total?: number | undefined;
  /** False: there are more than `total`. Only the first page has a total. */
  totalIsExact?: boolean | undefined;
};

export type TargetUser = TargetStanding & {
  user: string;
  /** null: the user is deleted. */
  alias: string | null;
  name: string | null;
  /** SIP account. */
  account: string | null;
  /** To be removed there. */
  isGone: boolean;
  attempts: number;
};

export type UnknownEntries = {
  items: UnknownEntry[];
  /** Search for the others. */
  hasMore: boolean;
};

export type UnknownEntry = {
  externalId: string;
  account: string;
  displayName: string | null;
  numbers: string[];
  email: string | null;
  /** The one user who has its number or mail. */
  likely: {
    user: string;
    alias: string;
  } | null;
};

export type AdoptEntry = {
  user: string;
  externalId: string;
};

export type TargetUsersDone = {
  count: number;
};

export type ScimPreset = {
  id: string;
  name: string;
  /** What stands in braces is the customer’s own; null: the service shows it with its token. */
  url: string | null;
  /** Of a target of kind scim; url is added. */
  settings: Record<string, unknown>;
  notes: string;
  /** Where it is said. None was tried against the service itself. */
  source: string;
};

export type Phones = {
  items: PhonesAtTarget[];
};

export type PhonesAtTarget = {
  target: {
    id: string;
    name: string;
  };
  phones: {
    /** SIP contact. */
    contact: string;
    userAgent: string | null;
    expiresAt: string | null;
  }[];
  /** Why the exchange could not be asked. */
  trouble: TargetTrouble | null;
};

export type PhoneLink = {
  /** Opens the page; whoever has it may telephone as the user. */
  url: string;
  expiresAt: string;
};

export type ConfigurationDocument = Record<string, unknown>;

export type Imported = {
  dryRun: boolean;
  changes: {
    what: string;
    company: string;
    name: string;
    did: 'created' | 'updated' | 'unchanged';
    fields: string[];
    /** At most a hundred. */
    values: DocumentDifference[];
    /** How many more values differ. */
    more: number;
    /** What it means for users. */
    means: string[];
  }[];
  warnings: {
    company: string;
    name: string;
    message: string;
    cure: string;
  }[];
};

export type DocumentDifference = {
  key: string;
  did: 'added' | 'removed' | 'changed' | 'moved';
  before: string | null;
  after: string | null;
};

export interface Paths {
  '/companies': {
    get: {
      path: Record<string, never>;
      query: { limit?: number | undefined; cursor?: string | undefined; search?: string | undefined };
      body: undefined;
      answer: CompanyPage;
    };
    post: { path: Record<string, never>; query: Record<string, never>; body: NewCompany; answer: Company };
  };
  '/companies/{company}': {
    get: { path: { company: string }; query: Record<string, never>; body: undefined; answer: Company };
    patch: {
      path: { company: string };
      query: Record<string, never>;
      body: CompanyChanges;
      answer: ChangedCompany;
    };
  };
  '/companies/{company}/mail': {
    get: { path: { company: string }; query: Record<string, never>; body: undefined; answer: CompanyMail };
    put: {
      path: { company: string };
      query: Record<string, never>;
      body: NewCompanyMail;
      answer: CompanyMail;
    };
  };
  '/companies/{company}/mail/words': {
    get: {
      path: { company: string };
      query: Record<string, never>;
      body: undefined;
      answer: WelcomeWordsStart;
    };
  };
  '/companies/{company}/mail/preview': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: MailPreviewAsk;
      answer: MailPreview;
    };
  };
  '/companies/{company}/mail/test': {
    post: { path: { company: string }; query: Record<string, never>; body: TestMailAsk; answer: TestMail };
  };
  '/companies/{company}/sync-templates': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: SyncTemplatePage;
    };
    post: {
      path: { company: string };
      query: { check?: 'true' | 'false' | undefined };
      body: NewSyncTemplate;
      answer: SyncTemplate;
    };
  };
  '/companies/{company}/sync-templates/{template}': {
    get: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: SyncTemplate;
    };
    patch: {
      path: { company: string; template: string };
      query: { check?: 'true' | 'false' | undefined };
      body: SyncTemplateChanges;
      answer: SyncTemplate;
    };
    delete: {
      path: { company: string; template: string };
      query: { users: 'keep' | 'letGo' };
      body: undefined;
      answer: DeletedSyncTemplate;
    };
  };
  '/companies/{company}/sync-templates/{template}/mode': {
    put: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: SetMode;
      answer: SyncTemplate;
    };
  };
  '/companies/{company}/sync-templates/connection-tests': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: TestConnection;
      answer: ConnectionReport;
    };
  };
  '/companies/{company}/sync-templates/{template}/connection-tests': {
    post: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: TestStoredConnection;
      answer: ConnectionReport;
    };
  };
  '/companies/{company}/sync-templates/{template}/keep-users': {
    post: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: KeptUsers;
    };
  };
  '/companies/{company}/sync-templates/{template}/fields': {
    get: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: FieldSamples;
    };
  };
  '/companies/{company}/guides': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: GuidePage;
    };
    post: { path: { company: string }; query: Record<string, never>; body: StartGuide; answer: Guide };
  };
  '/companies/{company}/guides/{guide}': {
    get: {
      path: { company: string; guide: string };
      query: Record<string, never>;
      body: undefined;
      answer: Guide;
    };
    patch: {
      path: { company: string; guide: string };
      query: Record<string, never>;
      body: GuideChanges;
      answer: Guide;
    };
    delete: {
      path: { company: string; guide: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/guides/{guide}/connection-tests': {
    post: {
      path: { company: string; guide: string };
      query: Record<string, never>;
      body: undefined;
      answer: ConnectionReport;
    };
  };
  '/companies/{company}/guides/{guide}/finish': {
    post: {
      path: { company: string; guide: string };
      query: Record<string, never>;
      body: undefined;
      answer: FinishedGuide;
    };
  };
  '/companies/{company}/sync-templates/{template}/mapping/try': {
    post: {
      path: { company: string; template: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        field?: string | undefined;
        category?: 'usable' | 'empty' | 'unusable' | 'colliding' | 'differing' | undefined;
      };
      body: MappingToTry;
      answer: MappingTrial;
    };
  };
  '/companies/{company}/expressions/check': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: ExpressionToCheck;
      answer: CheckedExpression;
    };
  };
  '/companies/{company}/expressions/functions': {
    get: {
      path: { company: string };
      query: Record<string, never>;
      body: undefined;
      answer: ExpressionFunctions;
    };
  };
  '/companies/{company}/sync-templates/{template}/deletion': {
    get: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: DeletionSize;
    };
  };
  '/companies/{company}/sync-templates/{template}/rules/try': {
    post: {
      path: { company: string; template: string };
      query: { limit?: number | null | undefined };
      body: RulesToTry;
      answer: RulesTried;
    };
  };
  '/companies/{company}/people': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        search?: string | undefined;
        template?: string | undefined;
        standing?: 'linked' | 'skip' | 'conflict' | 'outside' | undefined;
        code?: string | undefined;
        present?: 'true' | 'false' | undefined;
      };
      body: undefined;
      answer: PersonPage;
    };
  };
  '/companies/{company}/sync-templates/{template}/ignored/{person}': {
    put: {
      path: { company: string; template: string; person: string };
      query: Record<string, never>;
      body: Ignore;
      answer: null;
    };
    delete: {
      path: { company: string; template: string; person: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/people/counts': {
    get: {
      path: { company: string };
      query: { template?: string | undefined };
      body: undefined;
      answer: PeopleCounts;
    };
  };
  '/companies/{company}/sync-templates/{template}/conflicts': {
    get: {
      path: { company: string; template: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        search?: string | undefined;
        evidence?: 'alias' | 'pstnFixed' | 'email' | 'name' | undefined;
      };
      body: undefined;
      answer: ProposalPage;
    };
  };
  '/companies/{company}/sync-templates/{template}/create-anyway/{person}': {
    put: {
      path: { company: string; template: string; person: string };
      query: Record<string, never>;
      body: CreateAnyway;
      answer: null;
    };
    delete: {
      path: { company: string; template: string; person: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/sync-templates/{template}/adopt': {
    post: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: Adopt;
      answer: Adoption;
    };
  };
  '/companies/{company}/sync-templates/{template}/quality': {
    get: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: QualityReport;
    };
  };
  '/companies/{company}/sync-templates/{template}/quality.csv': {
    get: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: undefined;
      answer: string;
    };
  };
  '/companies/{company}/sync-templates/{template}/quality/{code}': {
    get: {
      path: {
        company: string;
        template: string;
        code:
          | 'alias.missing'
          | 'name.missing'
          | 'surname.missing'
          | 'pstnFixed.missing'
          | 'email.missing'
          | 'alias.invalid'
          | 'name.invalid'
          | 'surname.invalid'
          | 'pstnFixed.invalid'
          | 'pstnFixed.several'
          | 'pstnFixed.premium'
          | 'pstnFixed.outside'
          | 'pstnFixed.service'
          | 'pstnFixed.reserved'
          | 'pstnFixed.duplicate'
          | 'pstnFixed.extension'
          | 'pstnFixed.form'
          | 'mobile.invalid'
          | 'email.invalid'
          | 'email.duplicate'
          | 'alias.duplicate'
          | 'name.duplicate'
          | 'filter.failed'
          | 'person.guest'
          | 'person.disabled'
          | 'account.resource'
          | 'mailbox.likelyShared'
          | 'account.likelyFunctional'
          | 'group.sameName';
      };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: QualityPersonPage;
    };
  };
  '/companies/{company}/sync-templates/{template}/explain': {
    get: {
      path: { company: string; template: string };
      query: { who: string; live?: 'true' | 'false' | undefined };
      body: undefined;
      answer: Explanation;
    };
  };
  '/companies/{company}/explain': {
    get: {
      path: { company: string };
      query: { who: string; live?: 'true' | 'false' | undefined };
      body: undefined;
      answer: CompanyExplanation;
    };
  };
  '/companies/{company}/users': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        search?: string | undefined;
        state?: 'active' | 'leaving' | undefined;
        source?: 'hand' | string | undefined;
        settingsTemplate?: string | undefined;
        sort?: 'name' | 'alias' | 'number' | undefined;
        order?: 'asc' | 'desc' | undefined;
      };
      body: undefined;
      answer: UserPage;
    };
    post: { path: { company: string }; query: Record<string, never>; body: NewUser; answer: UserInFull };
  };
  '/companies/{company}/users.csv': {
    get: {
      path: { company: string };
      query: {
        search?: string | undefined;
        state?: 'active' | 'leaving' | undefined;
        source?: 'hand' | string | undefined;
        settingsTemplate?: string | undefined;
        sort?: 'name' | 'alias' | 'number' | undefined;
        order?: 'asc' | 'desc' | undefined;
      };
      body: undefined;
      answer: string;
    };
  };
  '/companies/{company}/users/{user}': {
    get: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: UserInFull;
    };
    patch: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: UserChanges;
      answer: UserInFull;
    };
    delete: {
      path: { company: string; user: string };
      query: { ignorePerson?: 'true' | 'false' | undefined };
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/users/{user}/hold': {
    put: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: Hold;
      answer: UserInFull;
    };
    delete: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: UserInFull;
    };
  };
  '/companies/{company}/users/{user}/keep-until': {
    put: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: KeepUntil;
      answer: UserInFull;
    };
  };
  '/companies/{company}/users/{user}/link': {
    put: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: Link;
      answer: {
        /** The template has not read anybody yet. */
        unseen: boolean;
      };
    };
    delete: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: UserInFull;
    };
  };
  '/companies/{company}/users/{user}/pins/{field}': {
    delete: {
      path: { company: string; user: string; field: string };
      query: Record<string, never>;
      body: undefined;
      answer: UserInFull;
    };
  };
  '/companies/{company}/numbers/import': {
    post: {
      path: { company: string };
      query: { preview?: 'true' | 'false' | undefined };
      body: NumbersFile;
      answer: NumbersImported;
    };
  };
  '/companies/{company}/numbers/reserve': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: ReserveNumbers;
      answer: NumbersReserved;
    };
  };
  '/companies/{company}/numbers/unreserve': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: ReserveNumbers;
      answer: NumbersReleased;
    };
  };
  '/companies/{company}/numbers/{digits}': {
    get: {
      path: { company: string; digits: string };
      query: Record<string, never>;
      body: undefined;
      answer: NumberAnswer;
    };
  };
  '/companies/{company}/numbers/{digits}/history': {
    get: {
      path: { company: string; digits: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: NumberEventPage;
    };
  };
  '/companies/{company}/reserved-numbers': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: ReservedNumbersPage;
    };
  };
  '/companies/{company}/numbers/{digits}/free': {
    post: {
      path: { company: string; digits: string };
      query: Record<string, never>;
      body: FreeNumber;
      answer: null;
    };
  };
  '/companies/{company}/number-series': {
    get: {
      path: { company: string };
      query: Record<string, never>;
      body: undefined;
      answer: NumberSeriesList;
    };
    put: {
      path: { company: string };
      query: Record<string, never>;
      body: NewNumberSeriesList;
      answer: NumberSeriesList;
    };
  };
  '/companies/{company}/numbers': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        search?: string | undefined;
        state?: 'free' | 'assigned' | 'cooling' | 'reserved' | 'service' | undefined;
      };
      body: undefined;
      answer: NumberPage;
    };
  };
  '/companies/{company}/settings-templates': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: SettingsTemplatePage;
    };
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: NewSettingsTemplate;
      answer: SettingsTemplate;
    };
  };
  '/companies/{company}/settings-templates/{settingsTemplate}/clone': {
    post: {
      path: { company: string; settingsTemplate: string };
      query: Record<string, never>;
      body: CloneSettingsTemplate;
      answer: SettingsTemplate;
    };
  };
  '/companies/{company}/settings-templates/{settingsTemplate}': {
    get: {
      path: { company: string; settingsTemplate: string };
      query: Record<string, never>;
      body: undefined;
      answer: SettingsTemplate;
    };
    patch: {
      path: { company: string; settingsTemplate: string };
      query: Record<string, never>;
      body: SettingsTemplateChanges;
      answer: SettingsTemplate;
    };
    delete: {
      path: { company: string; settingsTemplate: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/settings-templates/{settingsTemplate}/apply': {
    post: {
      path: { company: string; settingsTemplate: string };
      query: Record<string, never>;
      body: ApplySettingsTemplate;
      answer: AppliedSettingsTemplate;
    };
  };
  '/companies/{company}/runs': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        template?: string | undefined;
        trigger?:
          | 'schedule'
          | 'manual'
          | 'api'
          | 'cli'
          | 'first'
          | 'approval'
          | 'undo'
          | 'person'
          | undefined;
        state?: 'queued' | 'running' | 'succeeded' | 'failed' | 'withheld' | 'refused' | undefined;
        preview?: 'true' | 'false' | undefined;
        changes?: 'true' | 'false' | undefined;
        from?: string | undefined;
        to?: string | undefined;
      };
      body: undefined;
      answer: RunPage;
    };
  };
  '/companies/{company}/runs/{run}': {
    get: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: RunFull;
    };
  };
  '/companies/{company}/runs/{run}/steps': {
    get: {
      path: { company: string; run: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        search?: string | undefined;
        do?: 'delete' | 'leave' | 'conflict' | 'skip' | 'create' | 'return' | 'change' | undefined;
        outcome?: 'applied' | 'withheld' | 'preview' | 'kept' | undefined;
        code?: string | undefined;
        kind?: 'removals' | 'numbers' | 'creates' | undefined;
      };
      body: undefined;
      answer: RunStepPage;
    };
  };
  '/companies/{company}/sync-templates/{template}/runs': {
    post: {
      path: { company: string; template: string };
      query: Record<string, never>;
      body: StartRun;
      answer: OrderedRun;
    };
  };
  '/companies/{company}/runs/{run}/approvals': {
    post: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: Approve;
      answer: OrderedRun;
    };
  };
  '/companies/{company}/runs/{run}/apply': {
    post: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: OrderedRun;
    };
  };
  '/companies/{company}/runs/{run}/cancel': {
    post: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: Cancelled;
    };
  };
  '/companies/{company}/runs/{run}/events': {
    get: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: string;
    };
  };
  '/companies/{company}/runs/{run}/steps.csv': {
    get: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: string;
    };
  };
  '/companies/{company}/runs/{run}/steps.json': {
    get: {
      path: { company: string; run: string };
      query: Record<string, never>;
      body: undefined;
      answer: RunStep[];
    };
  };
  '/companies/{company}/undo': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: Undo;
      answer: Undone | OrderedRun;
    };
  };
  '/companies/{company}/changes': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        user?: string | undefined;
        person?: string | undefined;
        run?: string | undefined;
        actor?: string | undefined;
        do?: string | undefined;
        undo?: 'true' | 'false' | undefined;
        from?: string | undefined;
        to?: string | undefined;
      };
      body: undefined;
      answer: ChangePage;
    };
  };
  '/companies/{company}/audit': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        actor?: string | undefined;
        action?: string | undefined;
        subjectKind?: string | undefined;
        subjectId?: string | undefined;
        from?: string | undefined;
        to?: string | undefined;
      };
      body: undefined;
      answer: AuditPage;
    };
  };
  '/audit': {
    get: {
      path: Record<string, never>;
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        actor?: string | undefined;
        action?: string | undefined;
        subjectKind?: string | undefined;
        subjectId?: string | undefined;
        from?: string | undefined;
        to?: string | undefined;
      };
      body: undefined;
      answer: AuditPage;
    };
  };
  '/companies/{company}/outbox/send': {
    post: { path: { company: string }; query: Record<string, never>; body: MailsSend; answer: MailsDone };
  };
  '/companies/{company}/outbox/discard': {
    post: { path: { company: string }; query: Record<string, never>; body: MailsDiscard; answer: MailsDone };
  };
  '/companies/{company}/outbox/release': {
    post: { path: { company: string }; query: Record<string, never>; body: MailsRelease; answer: MailsDone };
  };
  '/companies/{company}/outbox': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        state?:
          | 'held'
          | 'waiting'
          | 'sending'
          | 'sent'
          | 'kept'
          | 'uncertain'
          | 'failed'
          | 'discarded'
          | undefined;
        kind?:
          | 'welcome'
          | 'welcomeCopy'
          | 'error'
          | 'allClear'
          | 'warning'
          | 'summary'
          | 'credential'
          | 'test'
          | undefined;
        template?: string | undefined;
        user?: string | undefined;
        run?: string | undefined;
        notice?: string | undefined;
        q?: string | undefined;
      };
      body: undefined;
      answer: MailPage;
    };
  };
  '/companies/{company}/outbox/{mail}': {
    get: {
      path: { company: string; mail: string };
      query: Record<string, never>;
      body: undefined;
      answer: MailFull;
    };
  };
  '/companies/{company}/outbox/{mail}/send': {
    post: {
      path: { company: string; mail: string };
      query: Record<string, never>;
      body: MailSend;
      answer: MailSent;
    };
  };
  '/companies/{company}/outbox/{mail}/discard': {
    post: {
      path: { company: string; mail: string };
      query: Record<string, never>;
      body: undefined;
      answer: Mail;
    };
  };
  '/companies/{company}/incidents': {
    get: {
      path: { company: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        open?: 'true' | 'false' | undefined;
        template?: string | undefined;
        severity?: 'error' | 'warning' | 'info' | undefined;
      };
      body: undefined;
      answer: IncidentPage;
    };
  };
  '/companies/{company}/incidents/{incident}': {
    get: {
      path: { company: string; incident: string };
      query: Record<string, never>;
      body: undefined;
      answer: IncidentFull;
    };
  };
  '/companies/{company}/incidents/{incident}/quiet': {
    put: {
      path: { company: string; incident: string };
      query: Record<string, never>;
      body: IncidentQuietWish;
      answer: Incident;
    };
    delete: {
      path: { company: string; incident: string };
      query: Record<string, never>;
      body: undefined;
      answer: Incident;
    };
  };
  '/companies/{company}/status': {
    get: { path: { company: string }; query: Record<string, never>; body: undefined; answer: Status };
  };
  '/status': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Status };
  };
  '/status/companies': {
    get: {
      path: Record<string, never>;
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        search?: string | undefined;
        health?:
          | 'failed'
          | 'waiting'
          | 'trouble'
          | 'expiring'
          | 'late'
          | 'notRun'
          | 'paused'
          | 'notSetUp'
          | 'ok'
          | undefined;
      };
      body: undefined;
      answer: CompaniesHealth;
    };
  };
  '/sign-in': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: WaysToSignIn };
    post: { path: Record<string, never>; query: Record<string, never>; body: SignIn; answer: SignedIn };
  };
  '/sign-out': {
    post: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: null };
  };
  '/first-administrator': {
    post: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: FirstAdministrator;
      answer: SignedIn;
    };
  };
  '/invitation': {
    post: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: InvitationToken;
      answer: Invitation;
    };
  };
  '/invitation/accept': {
    post: { path: Record<string, never>; query: Record<string, never>; body: Acceptance; answer: SignedIn };
  };
  '/oidc/start': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: null };
  };
  '/oidc/return': {
    get: {
      path: Record<string, never>;
      query: { state?: string | undefined; code?: string | undefined; error?: string | undefined };
      body: undefined;
      answer: null;
    };
  };
  '/me': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Me };
  };
  '/me/profile': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: Profile };
    patch: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: ProfileChanges;
      answer: Profile;
    };
  };
  '/me/password': {
    post: { path: Record<string, never>; query: Record<string, never>; body: NewPassword; answer: null };
  };
  '/me/sessions': {
    get: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: SessionPage };
    delete: { path: Record<string, never>; query: Record<string, never>; body: undefined; answer: null };
  };
  '/me/sessions/{session}': {
    delete: { path: { session: string }; query: Record<string, never>; body: undefined; answer: null };
  };
  '/administrators': {
    get: {
      path: Record<string, never>;
      query: { limit?: number | undefined; cursor?: string | undefined; company?: string | undefined };
      body: undefined;
      answer: AdministratorPage;
    };
    post: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: NewAdministrator;
      answer: CreatedAdministrator;
    };
  };
  '/administrators/{administrator}': {
    get: {
      path: { administrator: string };
      query: Record<string, never>;
      body: undefined;
      answer: Administrator;
    };
    patch: {
      path: { administrator: string };
      query: Record<string, never>;
      body: AdministratorChanges;
      answer: Administrator;
    };
    delete: { path: { administrator: string }; query: Record<string, never>; body: undefined; answer: null };
  };
  '/administrators/{administrator}/invitation': {
    post: {
      path: { administrator: string };
      query: Record<string, never>;
      body: undefined;
      answer: InvitationLink;
    };
  };
  '/companies/{company}/tokens': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: TokenPage;
    };
    post: { path: { company: string }; query: Record<string, never>; body: NewToken; answer: CreatedToken };
  };
  '/companies/{company}/tokens/{token}': {
    delete: {
      path: { company: string; token: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/webhooks': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: WebhookPage;
    };
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: NewWebhook;
      answer: CreatedWebhook;
    };
  };
  '/companies/{company}/webhooks/{webhook}': {
    get: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: undefined;
      answer: Webhook;
    };
    patch: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: WebhookChanges;
      answer: CreatedWebhook;
    };
    delete: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/webhooks/{webhook}/rotate-secret': {
    post: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: RotateWebhookSecret;
      answer: RotatedWebhookSecret;
    };
  };
  '/companies/{company}/webhooks/{webhook}/test': {
    post: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: undefined;
      answer: WebhookDelivery;
    };
  };
  '/companies/{company}/webhooks/{webhook}/deliveries': {
    get: {
      path: { company: string; webhook: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        state?: 'waiting' | 'sending' | 'sent' | 'failed' | undefined;
      };
      body: undefined;
      answer: WebhookDeliveryPage;
    };
  };
  '/companies/{company}/webhooks/{webhook}/deliveries/{delivery}': {
    get: {
      path: { company: string; webhook: string; delivery: string };
      query: Record<string, never>;
      body: undefined;
      answer: WebhookDelivery;
    };
  };
  '/companies/{company}/webhooks/{webhook}/deliveries/{delivery}/replay': {
    post: {
      path: { company: string; webhook: string; delivery: string };
      query: Record<string, never>;
      body: undefined;
      answer: WebhookDelivery;
    };
  };
  '/companies/{company}/webhooks/{webhook}/replay': {
    post: {
      path: { company: string; webhook: string };
      query: Record<string, never>;
      body: ReplayFailed;
      answer: Replayed;
    };
  };
  '/companies/{company}/targets': {
    get: {
      path: { company: string };
      query: { limit?: number | undefined; cursor?: string | undefined };
      body: undefined;
      answer: TargetPage;
    };
    post: { path: { company: string }; query: Record<string, never>; body: NewTarget; answer: Target };
  };
  '/companies/{company}/targets/try': {
    post: {
      path: { company: string };
      query: Record<string, never>;
      body: TriedTarget;
      answer: TargetProbed;
    };
  };
  '/companies/{company}/targets/{target}': {
    get: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: Target;
    };
    patch: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: TargetChanges;
      answer: Target;
    };
    delete: {
      path: { company: string; target: string };
      query: { entries: 'leave' | 'remove' };
      body: undefined;
      answer: null;
    };
  };
  '/companies/{company}/targets/{target}/probe': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetProbed;
    };
  };
  '/companies/{company}/targets/{target}/pause': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: Target;
    };
  };
  '/companies/{company}/targets/{target}/resume': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: Target;
    };
  };
  '/companies/{company}/targets/{target}/compare': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: Target;
    };
  };
  '/companies/{company}/targets/{target}/users': {
    get: {
      path: { company: string; target: string };
      query: {
        limit?: number | undefined;
        cursor?: string | undefined;
        offset?: number | null | undefined;
        state?: 'pending' | 'ok' | 'failed' | 'drift' | undefined;
      };
      body: undefined;
      answer: TargetUserPage;
    };
  };
  '/companies/{company}/targets/{target}/users/{user}': {
    get: {
      path: { company: string; target: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUser;
    };
  };
  '/companies/{company}/targets/{target}/unknown': {
    get: {
      path: { company: string; target: string };
      query: { search?: string | undefined; limit?: number | undefined };
      body: undefined;
      answer: UnknownEntries;
    };
  };
  '/companies/{company}/targets/{target}/adopt': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: AdoptEntry;
      answer: TargetUser;
    };
  };
  '/companies/{company}/targets/{target}/retry': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/companies/{company}/targets/{target}/repair': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/companies/{company}/targets/{target}/keep': {
    post: {
      path: { company: string; target: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/companies/{company}/targets/{target}/users/{user}/retry': {
    post: {
      path: { company: string; target: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/companies/{company}/targets/{target}/users/{user}/repair': {
    post: {
      path: { company: string; target: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/companies/{company}/targets/{target}/users/{user}/keep': {
    post: {
      path: { company: string; target: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: TargetUsersDone;
    };
  };
  '/scim-presets': {
    get: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: undefined;
      answer: {
        items: ScimPreset[];
      };
    };
  };
  '/companies/{company}/users/{user}/phones': {
    get: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: Phones;
    };
  };
  '/companies/{company}/users/{user}/sip-account/link': {
    post: {
      path: { company: string; user: string };
      query: Record<string, never>;
      body: undefined;
      answer: PhoneLink;
    };
  };
  '/companies/{company}/document': {
    get: {
      path: { company: string };
      query: Record<string, never>;
      body: undefined;
      answer: ConfigurationDocument;
    };
    post: {
      path: { company: string };
      query: { dryRun?: 'true' | 'false' | undefined };
      body: ConfigurationDocument;
      answer: Imported;
    };
  };
  '/document': {
    get: {
      path: Record<string, never>;
      query: Record<string, never>;
      body: undefined;
      answer: ConfigurationDocument;
    };
    post: {
      path: Record<string, never>;
      query: { dryRun?: 'true' | 'false' | undefined };
      body: ConfigurationDocument;
      answer: Imported;
    };
  };
}
