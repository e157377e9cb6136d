// What an administrator can set on a sync template, with defaults (SPEC §2). Pure shapes and values;
// reading them from a document is document/, keeping them is store/sync-templates.
import type { CreationRule } from './creation-rules.ts';

export type Mode = 'paused' | 'full' | 'onlyNew';
type ErrorMailLevel = 'error' | 'warning' | 'info';
type DisabledPeople = 'keep' | 'asLeaver';
type Guests = 'leaveOut' | 'include';
type WelcomeFirstLoad = 'send' | 'hold' | 'none';

export const requiredFields = ['alias', 'name', 'surname', 'pstnFixed'] as const;
const optionalFields = ['email', 'mobile', 'extension', 'title', 'department'] as const;
export const userFields = [...requiredFields, ...optionalFields] as const;
export type RequiredField = (typeof requiredFields)[number];
export type UserField = (typeof userFields)[number];

/** What stands in the user's field when the source is empty: nothing, what stood there, or a fixed text. */
export type OnEmpty = 'clear' | 'keep' | { constant: string };
/** Where a user's field comes from: an Entra field, a fixed text, or a CEL expression over the person's fields. */
export type Mapping = ({ field: string } | { constant: string } | { expression: string }) & {
  onEmpty: OnEmpty;
};
export type FieldMapping = Partial<Record<UserField, Mapping>>;
export type UserFieldMapping = Record<string, Mapping>;

export interface Brakes {
  /** Leaves and early deletes are withheld when more than `count` and more than `percent` of the linked users. */
  removals: { count: number; percent: number };
  /** Changes of PSTN Fixed are withheld when more than `count` and more than `percent` of the linked users. */
  numbers: { count: number; percent: number };
  /** New users are withheld when more than `count`; null never withholds. */
  creates: { count: number | null };
}

export interface Schedule {
  /** Wall-clock time of the nightly run in the company's time zone, HH:MM. */
  nightlyAt: string;
  /** Minutes from the end of one run to the start of the next, 5 to 1440; null for nights only. */
  everyMinutes: number | null;
}

export interface SyncTemplate {
  id: string;
  /** Unique in the company. */
  name: string;
  /** The kind of source that people are read from. */
  kind: 'entra';
  /** paused: nothing changes; full: everybody, always; onlyNew: creates people who have no user. */
  mode: Mode;
  /** Each newly created user gets one welcome mail. */
  welcomeMail: boolean;
  /** Of users made before the template's first load is over: their welcome mails are sent, held until released, or not written. */
  welcomeFirstLoad: WelcomeFirstLoad;
  /** Address that is told about each new user. */
  welcomeCopyTo: string | null;
  /** Days that a user stays after the person is confirmed gone, 0 to 365. */
  keepDays: number;
  /** Address that errors are mailed to. */
  errorMailTo: string | null;
  /** How much is mailed there. */
  errorMailLevel: ErrorMailLevel;
  schedule: Schedule;
  /** Digits of the number shown on outgoing calls; given to users when they are created, only then. */
  defaultCallerId: string | null;
  /** Id of the settings template applied to users when they are created, only then. */
  defaultSettingsTemplate: string | null;
  /** Source of each of the user's fields; nothing is created until the four required ones are mapped. */
  fieldMapping: FieldMapping;
  /** Source of further fields of the user, by the field's name. */
  userFieldMapping: UserFieldMapping;
  /** Whether a disabled person counts as gone. */
  disabledPeople: DisabledPeople;
  /** Whether guests become users. */
  guests: Guests;
  /** Members of member groups count. */
  nestedGroups: boolean;
  /** A CEL expression; people for whom it is false are out of scope. */
  filter: string | null;
  /** When PSTN Fixed is empty in Entra: the lowest free number of the series that begins with these digits. */
  automaticNumbers: { series: string } | null;
  /** A person whose mail is that of one user whom no sync keeps is linked to that user by the run itself. */
  linkByMail: boolean;
  /** What new users get, by field, group or expression; the first that fits decides. */
  rules: CreationRule[];
  brakes: Brakes;
  /** Date (YYYY-MM-DD) on which the app's secret or certificate ends, when known. */
  credentialExpires: string | null;
}

export const defaultBrakes: Brakes = {
  removals: { count: 5, percent: 10 },
  numbers: { count: 5, percent: 20 },
  creates: { count: null },
};

/** Everything of a new template that has a default. */
export const syncTemplateDefaults = {
  kind: 'entra',
  mode: 'paused',
  welcomeMail: false,
  welcomeFirstLoad: 'hold',
  welcomeCopyTo: null,
  keepDays: 30,
  errorMailTo: null,
  errorMailLevel: 'error',
  schedule: { nightlyAt: '02:00', everyMinutes: null },
  defaultCallerId: null,
  defaultSettingsTemplate: null,
  fieldMapping: {},
  userFieldMapping: {},
  disabledPeople: 'keep',
  guests: 'leaveOut',
  nestedGroups: true,
  filter: null,
  automaticNumbers: null,
  linkByMail: false,
  rules: [],
  brakes: defaultBrakes,
  credentialExpires: null,
} as const satisfies Omit<SyncTemplate, 'id' | 'name'>;

/** The required fields that no source is chosen for; until it is empty a run reads only. */
export function unmappedRequiredFields(mapping: FieldMapping): RequiredField[] {
  return requiredFields.filter((field) => mapping[field] === undefined);
}
