// What stands in the form of a sync template: every field as it is typed, and what differs between two of them. Decides nothing about
// right and wrong (check-draft.ts). Pure.
import type { NewSyncTemplate, SyncTemplate, SyncTemplateChanges } from '../../../api/api-types.ts';
import { isSameProvider, writeProvider } from '../provider/provider-text.ts';

export interface Draft {
  name: string;
  mode: SyncTemplate['mode'];
  nightlyAt: string;
  everyMinutes: string;
  /** Provider Settings, the JSON as it stands in the editor. */
  provider: string;
  credentialExpires: string;
  welcomeMail: boolean;
  welcomeFirstLoad: SyncTemplate['welcomeFirstLoad'];
  welcomeCopyTo: string;
  keepDays: string;
  errorMailTo: string;
  errorMailLevel: SyncTemplate['errorMailLevel'];
  disabledPeople: SyncTemplate['disabledPeople'];
  guests: SyncTemplate['guests'];
  nestedGroups: boolean;
  linkByMail: boolean;
  filter: string;
  removalsCount: string;
  removalsPercent: string;
  numbersCount: string;
  numbersPercent: string;
  createsCount: string;
}

export type DraftKey = keyof Draft;

/** In the order in which they stand on the page: the first fault is found by it. */
export const draftKeys = [
  'name',
  'mode',
  'nightlyAt',
  'everyMinutes',
  'provider',
  'credentialExpires',
  'welcomeMail',
  'welcomeFirstLoad',
  'welcomeCopyTo',
  'keepDays',
  'errorMailTo',
  'errorMailLevel',
  'disabledPeople',
  'guests',
  'nestedGroups',
  'linkByMail',
  'filter',
  'removalsCount',
  'removalsPercent',
  'numbersCount',
  'numbersPercent',
  'createsCount',
] as const satisfies readonly DraftKey[];

const typed = (value: number | string | null | undefined): string => (value ?? '').toString();

export function draftOf(template: SyncTemplate): Draft {
  const { schedule, brakes } = template;
  return {
    name: template.name,
    mode: template.mode,
    nightlyAt: typed(schedule.nightlyAt),
    everyMinutes: typed(schedule.everyMinutes),
    provider: writeProvider(template.provider),
    credentialExpires: typed(template.credentialExpires),
    welcomeMail: template.welcomeMail,
    welcomeFirstLoad: template.welcomeFirstLoad,
    welcomeCopyTo: typed(template.welcomeCopyTo),
    keepDays: typed(template.keepDays),
    errorMailTo: typed(template.errorMailTo),
    errorMailLevel: template.errorMailLevel,
    disabledPeople: template.disabledPeople,
    guests: template.guests,
    nestedGroups: template.nestedGroups,
    linkByMail: template.linkByMail,
    filter: typed(template.filter),
    removalsCount: typed(brakes.removals?.count),
    removalsPercent: typed(brakes.removals?.percent),
    numbersCount: typed(brakes.numbers?.count),
    numbersPercent: typed(brakes.numbers?.percent),
    createsCount: typed(brakes.creates?.count),
  };
}

/** What a new template begins with: the server's own defaults, as SPEC §2 has them. */
export const newDraft: Draft = {
  name: '',
  mode: 'paused',
  nightlyAt: '02:00',
  everyMinutes: '',
  provider: '',
  credentialExpires: '',
  welcomeMail: false,
  welcomeFirstLoad: 'hold',
  welcomeCopyTo: '',
  keepDays: '30',
  errorMailTo: '',
  errorMailLevel: 'error',
  disabledPeople: 'keep',
  guests: 'leaveOut',
  nestedGroups: true,
  linkByMail: false,
  filter: '',
  removalsCount: '5',
  removalsPercent: '10',
  numbersCount: '5',
  numbersPercent: '20',
  createsCount: '',
};

export function isSame(key: DraftKey, a: Draft, b: Draft): boolean {
  if (key === 'provider') return isSameProvider(a.provider, b.provider);
  const [left, right] = [a[key], b[key]];
  return typeof left === 'string' && typeof right === 'string'
    ? left.trim() === right.trim()
    : left === right;
}

export const changedKeys = (base: Draft, draft: Draft): DraftKey[] =>
  draftKeys.filter((key) => !isSame(key, base, draft));

const orNull = (text: string): string | null => text.trim() || null;

/** The API's own key of each field; several fields may be one key, which is sent whole. */
function valuesOf(draft: Draft): Required<Pick<NewSyncTemplate, SentKey>> {
  return {
    name: draft.name.trim(),
    mode: draft.mode,
    schedule: {
      nightlyAt: draft.nightlyAt.trim(),
      everyMinutes: draft.everyMinutes.trim() === '' ? null : Number(draft.everyMinutes),
    },
    provider: draft.provider,
    credentialExpires: orNull(draft.credentialExpires),
    welcomeMail: draft.welcomeMail,
    welcomeFirstLoad: draft.welcomeFirstLoad,
    welcomeCopyTo: orNull(draft.welcomeCopyTo),
    keepDays: Number(draft.keepDays),
    errorMailTo: orNull(draft.errorMailTo),
    errorMailLevel: draft.errorMailLevel,
    disabledPeople: draft.disabledPeople,
    guests: draft.guests,
    nestedGroups: draft.nestedGroups,
    linkByMail: draft.linkByMail,
    filter: orNull(draft.filter),
    brakes: {
      removals: { count: Number(draft.removalsCount), percent: Number(draft.removalsPercent) },
      numbers: { count: Number(draft.numbersCount), percent: Number(draft.numbersPercent) },
      creates: { count: draft.createsCount.trim() === '' ? null : Number(draft.createsCount) },
    },
  };
}

const brakeKeys: ReadonlySet<string> = new Set([
  'removalsCount',
  'removalsPercent',
  'numbersCount',
  'numbersPercent',
  'createsCount',
]);
type SentKey = Exclude<DraftKey, 'nightlyAt' | 'everyMinutes' | BrakeKey> | 'schedule' | 'brakes';
type BrakeKey = 'removalsCount' | 'removalsPercent' | 'numbersCount' | 'numbersPercent' | 'createsCount';

const sentKeyOf = (key: DraftKey): SentKey => {
  if (key === 'nightlyAt' || key === 'everyMinutes') return 'schedule';
  return brakeKeys.has(key) ? 'brakes' : (key as SentKey);
};

/** Only what differs is sent, so that a save touches nothing else. */
export function changesOf(base: Draft, draft: Draft): SyncTemplateChanges {
  const values = valuesOf(draft);
  const keys = new Set(changedKeys(base, draft).map(sentKeyOf));
  return Object.fromEntries([...keys].map((key) => [key, values[key]]));
}

/** Paused, whatever was chosen: another mode goes by itself, after a look at what it would do. */
export const newTemplateOf = (draft: Draft): NewSyncTemplate => ({ ...valuesOf(draft), mode: 'paused' });

/** Where a fault of the server belongs; null where no field of this form has it. */
export function fieldOfPath(path: string): DraftKey | null {
  const whole: Readonly<Record<string, DraftKey>> = {
    'schedule.nightlyAt': 'nightlyAt',
    'schedule.everyMinutes': 'everyMinutes',
    'brakes.removals.count': 'removalsCount',
    'brakes.removals.percent': 'removalsPercent',
    'brakes.numbers.count': 'numbersCount',
    'brakes.numbers.percent': 'numbersPercent',
    'brakes.creates.count': 'createsCount',
  };
  const found = whole[path];
  if (found) return found;
  const [first = ''] = path.split(/[.:[]/u);
  return draftKeys.find((key) => key === first) ?? null;
}
