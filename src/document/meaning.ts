// What a change of the document means for users, in sentences with numbers: whom the next run plans anew, what only new users
// get, what stops. Told by the keys that differ; changes nothing and decides nothing. Pure.
import type { Mode } from '../plan/sync-template.ts';
import type { Change } from './change.ts';
import type { Difference } from './differences.ts';

/** How many it is about, of the template or of all of the company's. */
export interface Reach {
  linked: number;
  leaving: number;
}

/** mode: of the sync template after the import. */
export function presentMeaning(
  change: Pick<Change, 'what' | 'did'>,
  values: readonly Difference[],
  reach: Reach,
  mode: Mode,
): string[] {
  if (change.did === 'unchanged') return [];
  const isNew = change.did === 'created';
  const changed = Map.groupBy(values, ({ key }) => /^[^.[]*/.exec(key)?.[0] ?? '');
  switch (change.what) {
    case 'sync template':
      return isNew ? presentNewTemplate(changed) : presentTemplateMeaning(changed, reach, mode);
    case 'company':
      return isNew ? [] : presentCompanyMeaning(changed, reach);
    case 'number series':
      return reach.linked > 0
        ? [`The next run of each sync template reads everybody again; users keep the numbers they have.`]
        : [];
    case 'settings template':
      return isNew ? [] : ['For new users, and when it is applied: users who have it keep what they have.'];
    case 'reserved numbers':
      return ['Nobody is given such a number from now on; whoever has one keeps it.'];
    case 'webhook':
      return presentWebhookMeaning(changed);
    case 'target':
      return presentTargetMeaning(changed, isNew);
    case 'link':
      return [];
  }
}

/** That names leave the house should be no surprise to whoever imports it. */
function presentWebhookMeaning(changed: Changed): string[] {
  const isOn = changed.get('active')?.some(({ after }) => after === 'true');
  if (changed.has('active') && !isOn) return ['Nothing is sent there.'];
  return changed.has('url') || isOn
    ? ['What is told from now on is sent there, with the names of the people whom it is about.']
    : [];
}

function presentTargetMeaning(changed: Changed, isNew: boolean): string[] {
  const isOff = changed.get('active')?.some(({ after }) => after === 'false');
  if (isOff)
    return ['Nothing is written to the exchange; what changes meanwhile is written when it is switched on.'];
  if (isNew) return ['Every user of the company is written to the exchange, and kept in step there.'];
  return changed.has('settings')
    ? ['Every user is looked at again, and written to the exchange where it comes out otherwise.']
    : [];
}

type Changed = ReadonlyMap<string, readonly Difference[]>;

const users = (count: number) => (count === 1 ? '1 user' : `${count} users`);

function presentNewTemplate(changed: Changed): string[] {
  const mode = changed.get('mode')?.[0]?.after ?? 'paused';
  return mode === 'paused'
    ? ['It is paused: nothing happens until its mode is changed. A preview shows what a run would do.']
    : [
        'Its first run creates everybody in scope: look at a preview first.',
        ...(changed.get('welcomeMail')?.[0]?.after === 'true'
          ? [presentFirstLoad(changed.get('welcomeFirstLoad')?.[0]?.after ?? 'hold')]
          : []),
      ];
}

function presentTemplateMeaning(changed: Changed, reach: Reach, mode: Mode): string[] {
  return [
    ...(changed.get('mode') ?? []).flatMap(({ before, after }) => presentMode(before, after, reach)),
    ...presentTenant(changed, reach),
    ...presentForUsers(changed, reach, mode),
    ...presentForNew(changed),
  ];
}

/** What runs do to users who exist, as far as the mode lets them. */
function presentForUsers(changed: Changed, reach: Reach, mode: Mode): string[] {
  const sentences = [
    ...presentMappings(changed, reach),
    ...presentScope(changed, reach),
    ...presentKeepDays(changed, reach),
  ];
  if (sentences.length === 0 || mode === 'full') return sentences;
  if (mode === 'onlyNew') return ['For new people alone: while its mode is onlyNew, users are left alone.'];
  return [...sentences, 'It is paused: nothing of this happens until its mode is changed.'];
}

function presentMode(before: string | null, after: string | null, { linked, leaving }: Reach): string[] {
  const waiting =
    leaving > 0
      ? [`${users(leaving)} leaving: their clocks stand, and none of them is deleted meanwhile.`]
      : [];
  if (after === 'paused')
    return [
      linked === 0
        ? 'Nothing is changed any more: runs are refused.'
        : `Nothing is changed any more: ${users(linked)} stay as they are, and runs are refused.`,
      ...waiting,
    ];
  if (after === 'onlyNew')
    return [`Only new people become users: ${users(linked)} are left alone, and nobody leaves.`, ...waiting];
  const due =
    leaving > 0
      ? [
          `${users(leaving)} leaving: whoever is due is looked up again, and each delete counts for the brake.`,
        ]
      : [];
  const from = before === 'paused' ? 'Runs begin' : 'Everything is kept in step again';
  return [`${from}: the next run reads everybody, and ${users(linked)} follow Entra.`, ...due];
}

function presentTenant(changed: Changed, { linked }: Reach): string[] {
  const provider = changed.get('provider') ?? [];
  const sentences: string[] = [];
  if (linked > 0 && provider.some(({ key }) => key === 'provider.tenant_id'))
    sentences.push(
      `Another tenant: runs are refused (tenant.changed) until it is decided what becomes of ${users(linked)}.`,
    );
  if (provider.some(({ key }) => /client_secret|certificate/.test(key)))
    sentences.push('Runs sign in with the new credential from now on.');
  if (provider.some(({ key, did }) => key === 'provider.next' && did !== 'removed'))
    sentences.push('Runs sign in with the second credential once the first is refused.');
  return sentences;
}

function presentMappings(changed: Changed, { linked }: Reach): string[] {
  const mappings = [...(changed.get('fieldMapping') ?? []), ...(changed.get('userFieldMapping') ?? [])];
  if (mappings.length === 0) return [];
  const name = ({ key }: Difference) => key.replace(/^\w+[.[]/, '').replace(/^"|"\]$/g, '');
  const gone = mappings.filter(({ did }) => did === 'removed').map(name);
  const others = mappings.filter(({ did }) => did !== 'removed').map(name);
  const sentences: string[] = [];
  if (linked === 0) return ['The next run reads everybody again.'];
  if (others.length > 0)
    sentences.push(
      `The next run reads everybody again and plans ${users(linked)} anew: ${others.join(', ')} is written where it comes out otherwise.`,
    );
  if (gone.length > 0)
    sentences.push(`${gone.join(', ')} of ${users(linked)} stays as it is, and no sync writes it any more.`);
  if (others.includes('pstnFixed')) sentences.push('Changed numbers count for the brake on numbers.');
  return sentences;
}

function presentScope(changed: Changed, { linked }: Reach): string[] {
  const isOther =
    ['filter', 'guests', 'disabledPeople', 'nestedGroups'].some((key) => changed.has(key)) ||
    (changed.get('provider') ?? []).some(({ key }) => key.startsWith('provider.user_filter'));
  if (!isOther) return [];
  return [
    `Who takes part is decided anew: the next run reads everybody, and those of ${users(linked)} who take part no more leave, within the brake on removals.`,
  ];
}

function presentKeepDays(changed: Changed, { leaving }: Reach): string[] {
  const [days] = changed.get('keepDays') ?? [];
  if (!days) return [];
  if (days.after === '0')
    return ['Whoever is gone is deleted by the run that finds it, without days between.'];
  if (leaving === 0) return [];
  const isSooner = Number(days.after) < Number(days.before);
  const sooner = isSooner ? ' Deletes before the day that was announced count for the brake.' : '';
  return [`${users(leaving)} leaving: their day is now ${days.after} days after they were gone.${sooner}`];
}

function presentForNew(changed: Changed): string[] {
  const sentences: string[] = [];
  const keys = ['defaultCallerId', 'defaultSettingsTemplate', 'automaticNumbers', 'rules'];
  const given = keys.filter((key) => changed.has(key));
  if (given.length > 0)
    sentences.push(`For users made from now on (${given.join(', ')}): nobody who exists is changed.`);
  if (changed.get('welcomeMail')?.[0]?.after === 'true')
    sentences.push('Users made from now on get a welcome mail; nothing is sent to those who exist.');
  const [firstLoad] = changed.get('welcomeFirstLoad') ?? [];
  if (firstLoad) sentences.push(presentFirstLoad(firstLoad.after));
  if (changed.get('linkByMail')?.[0]?.after === 'true')
    sentences.push('The next run links people to users whom no sync keeps and who have their very mail.');
  return sentences;
}

function presentFirstLoad(choice: string | null): string {
  const whose = 'Welcome mails of users made before the first load is over';
  if (choice === 'send') return `${whose} are sent at once.`;
  return choice === 'none' ? `${whose} are not written.` : `${whose} are held until they are released.`;
}

function presentCompanyMeaning(changed: Changed, { linked }: Reach): string[] {
  const sentences: string[] = [];
  const read = ['country', 'ownNumbersOnly', 'lookups'].filter((key) => changed.has(key));
  if (linked > 0 && read.length > 0)
    sentences.push(
      `The next run of each sync template reads everybody again and plans ${users(linked)} anew (${read.join(', ')}).`,
    );
  if (changed.has('timeZone'))
    sentences.push('Nights, and the days on which users are deleted, go by the new time zone.');
  if (changed.has('mail'))
    sentences.push('For mails that are sent from now on, those that wait or are held as well.');
  if (changed.has('coolingDays')) sentences.push('For numbers that are given up from now on.');
  const [days] = changed.get('retentionDays') ?? [];
  if (days && Number(days.after) < Number(days.before))
    sentences.push('What is older is forgotten within the hour and can not be brought back.');
  return sentences;
}
