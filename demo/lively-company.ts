// A month in the life of a made-up company, lived through in seconds: nights in which people were hired, renamed and left, one in which
// Entra was away, users made by hand, somebody held, and a last night that a brake has stopped. For pictures of the portal.
import { sql } from 'kysely';
import type { Database } from '../src/store/database.ts';
import { openProduct } from './open-product.ts';
import type { Product } from './open-product.ts';
import { addExchange } from './lively-exchange.ts';
import { openProductAsk, writePeople } from './product-people.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface LivelyOptions {
  people?: number;
  /** Lived through; a month. Ten have one of each sort that there is. */
  nights?: number;
}

/** At two in the Swedish winter, so many nights before the last one: ahead of the clock, which is behind it. */
const aheadOfNight = (night: number): number =>
  Math.floor((Date.now() - HOUR_MS) / DAY_MS) * DAY_MS + HOUR_MS - night * DAY_MS - Date.now();

const document = {
  numbers: [
    { from: '46812345000', to: '46812346299', kind: 'fixed' },
    { from: '46846500400', to: '46846500419', kind: 'fixed', note: 'Malmö, nästan full' },
    { from: '46846500499', kind: 'service', note: 'Växelnummer' },
  ],
  settingsTemplates: [
    { name: 'Kontor', settings: { ringTimeSeconds: 30, callWaiting: true } },
    { name: 'Butik', settings: { ringTimeSeconds: 15, callWaiting: false } },
    { name: 'Kundtjänst', settings: { ringTimeSeconds: 20, callWaiting: false } },
  ],
};

export async function openLivelyCompany(
  database: Database,
  { people = 1_200, nights = 31 }: LivelyOptions = {},
): Promise<Product> {
  const template = { defaultCallerId: '46846500499', welcomeFirstLoad: 'hold' };
  // By day: the first time, somebody is there and looks.
  const aheadMs = aheadOfNight(nights) + 9 * HOUR_MS;
  const options = { people, isSynced: false, aheadMs, template, document };
  const product = await openProduct(database, options);
  await writePeople(product);
  await product.run({ trigger: 'first' });
  await addHandMade(product);
  for (let night = nights - 1; night > 0; night--) {
    product.clock.aheadMs = aheadOfNight(night);
    await liveThrough(product, night);
  }
  await endWithBrake(product);
  product.clock.aheadMs = 0;
  await addOtherCompanies(product);
  await product.run({ preview: true });
  await ageUsers(product);
  await addExchange(product);
  return product;
}

/** The database stamps users with its own clock, which no night of this month has moved. */
async function ageUsers({ database: { kysely } }: Product): Promise<void> {
  await sql`update users u set created_at = r.started_at from steps s join runs r on r.id = s.run_id
    where s.user_id = u.id and s.do_what = 'create' and s.outcome = 'applied'`.execute(kysely);
}

/** Users that no sync keeps, one of whom looks like somebody who is hired later. */
async function addHandMade(product: Product): Promise<void> {
  const ask = await openProductAsk(product, 'administrator');
  const made = [
    { alias: 'reception', name: 'Reception', surname: 'Sundsvall', pstnFixed: '46846500401' },
    { alias: 'tuva.l', name: 'Tuva', surname: 'Lindmark', pstnFixed: '46846500402' },
    { alias: 'konferens.ost', name: 'Konferens', surname: 'Öst', pstnFixed: '46846500403' },
  ];
  for (const user of made) await ask('POST', `/companies/${product.companyId}/users`, user);
}

/** What happened before the night, by its number counted backwards from today. */
async function liveThrough(product: Product, night: number): Promise<void> {
  const { tenant, faults } = product.emulator;
  const staff = readStaff(product);
  const nth = (n: number) => staff[(night * 37 + n * 11) % staff.length] ?? '';
  if (night % 3 === 0) hire(product, night);
  if (night % 4 === 0) tenant.update(nth(1), { jobTitle: 'Gruppchef' });
  if (night % 5 === 0) tenant.update(nth(2), { surname: 'Lindström-Ek', displayName: 'Sam Lindström-Ek' });
  if (night % 6 === 0 || night === 2) tenant.remove(nth(3));
  if (night === 8) faults.add({ effect: 'aadsts', code: 7_000_222, path: '*/token', method: 'POST' });
  await product.run({ trigger: 'schedule' });
  faults.clear();
}

const hired = [
  ['Tuva', 'Lindmark'],
  ['Elias', 'Norberg'],
  ['Hedda', 'Sandell'],
  ['Noel', 'Åkerblom'],
  ['Freja', 'Öhman'],
  ['Vilgot', 'Sjödin'],
  ['Signe', 'Wallin'],
  ['Melker', 'Dahlgren'],
  ['Ines', 'Falk'],
  ['Sixten', 'Bring'],
] as const;

function hire({ emulator }: Product, night: number): void {
  const [givenName, surname] = hired[(night / 3 - 1) % hired.length] ?? hired[0];
  emulator.tenant.hire({
    givenName,
    surname,
    displayName: `${givenName} ${surname}`,
    jobTitle: 'Montör',
    department: 'Drift',
    officeLocation: 'Malmö',
    // One of them has no number yet.
    ...(night !== 9 && { businessPhones: [`08-465 004 ${String(4 + night / 3).padStart(2, '0')}`] }),
  });
}

/** Ids of people who have what it takes to be a user. */
function readStaff({ emulator }: Product): string[] {
  const { people } = emulator.tenant.directory;
  return people.all.flatMap((person) => {
    const isStaff = person && person.deletedAt === null && person.props['employeeId'] !== undefined;
    return isStaff ? [person.id] : [];
  });
}

/** What an operator has beside it. */
async function addOtherCompanies(product: Product): Promise<void> {
  const templateOf = (group: string, provider: object = {}) => ({
    name: 'Alla kontor',
    mode: 'full',
    provider: { ...product.provider, user_filter: { memberOf: [group] }, ...provider },
    fieldMapping: {
      alias: 'mailNickname',
      name: 'givenName',
      surname: 'surname',
      pstnFixed: 'businessPhones',
    },
  });
  const around = { country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' };
  await product.importDocument({
    companies: [
      { company: { name: 'Fjällnät AB', ...around }, syncTemplates: [templateOf('Telefoni')] },
      {
        company: { name: 'Kustbyggen i Väst AB', ...around },
        syncTemplates: [{ ...templateOf('Alla anställda'), mode: 'paused' }],
      },
      {
        company: { name: 'Ödmårdens Kommun', ...around },
        syncTemplates: [templateOf('Telefoni', { client_secret: 'sla8Q~utgangen-sedan-i-mars' })],
      },
    ],
  });
}

/** More people gone at once than anybody would believe. */
async function endWithBrake(product: Product): Promise<void> {
  product.clock.aheadMs = aheadOfNight(0);
  const staff = readStaff(product);
  const gone = staff.slice(Math.floor(staff.length * 0.2), Math.floor(staff.length * 0.35));
  for (const person of gone) product.emulator.tenant.remove(person);
  await product.run({ trigger: 'schedule' });
}
