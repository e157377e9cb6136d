// Plans one tidy employee of the made-up company: name, unique alias, a valid Swedish number of her own, place,
// title, manager. Untidiness comes afterwards, in company-untidy.ts.
import { DEPARTMENTS, GIVEN_NAMES, STREETS, SURNAMES, TOWNS, type Department } from './company-names.ts';
import type { Json, Props } from './properties.ts';
import type { Random } from './random.ts';

export interface Employee {
  ordinal: number;
  props: Props;
}

/** Hands out aliases nobody has yet: anna.berg, anna.berg2, … */
export interface Aliases {
  next(givenName: string, surname: string): string;
}

export const mapToAscii = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9-]/g, '');

export function createAliases(): Aliases {
  const used = new Map<string, number>();
  return {
    next(givenName, surname) {
      const base = `${mapToAscii(givenName)}.${mapToAscii(surname)}`;
      const count = (used.get(base) ?? 0) + 1;
      used.set(base, count);
      return count === 1 ? base : `${base}${count}`;
    },
  };
}

/**
 * The synthetic block of the company: 08-12x xxx xx, a million numbers, beginning with the series 46812345000 that
 * the documentation uses. Digits without plus.
 */
export const numberOf = (ordinal: number): string =>
  `46812${String((345_000 + ordinal) % 1_000_000).padStart(6, '0')}`;

/** Mobiles repeat within the range that the Swedish regulator keeps free for fiction: 070-174 06 05 to 99. */
const mobileOf = (ordinal: number): string => `070-174 06 ${String(5 + (ordinal % 95)).padStart(2, '0')}`;

/** How people write a number when they do it well. */
function presentNumber(digits: string, random: Random): string {
  const national = digits.slice(3);
  const grouped = `${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`;
  const roll = random.next();
  if (roll < 0.55) return `+${digits}`;
  return roll < 0.8 ? `+46 8 ${grouped}` : `08-${grouped}`;
}

function pickDepartment(random: Random): Department {
  let left = random.below(100);
  for (const department of DEPARTMENTS) {
    left -= department.share;
    if (left < 0) return department;
  }
  return DEPARTMENTS[0] as Department;
}

/** Skewed towards the first towns: head office is the largest. */
function pickTown(random: Random, townCount: number): string {
  const roll = random.next();
  return TOWNS[Math.floor(roll * roll * townCount)] ?? 'Stockholm';
}

export const decideTownCount = (people: number): number =>
  Math.max(1, Math.min(TOWNS.length, Math.round(Math.sqrt(people) / 5)));

const DAY_MS = 86_400_000;
const LAST_HIRE = Date.UTC(2026, 5, 1);

function pickHireInstant(random: Random): string {
  const day = LAST_HIRE - Math.floor(random.next() ** 1.5 * 5000) * DAY_MS;
  return new Date(day + random.below(DAY_MS / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

function pickExtensionAttributes(random: Random, department: Department): Json | undefined {
  if (random.chance(0.1)) return undefined;
  const costCentre = 4000 + DEPARTMENTS.indexOf(department) * 50 + random.below(40);
  return random.chance(0.2)
    ? { extensionAttribute1: String(costCentre), extensionAttribute2: 'Skift' }
    : { extensionAttribute1: String(costCentre) };
}

/** Always the same keys in the same order: half a million of these share one shape in memory. */
export function planEmployee(
  ordinal: number,
  townCount: number,
  domain: string,
  aliases: Aliases,
  random: Random,
): Employee {
  const givenName = random.pick(GIVEN_NAMES);
  const surname = random.chance(0.04)
    ? `${random.pick(SURNAMES)}-${random.pick(SURNAMES)}`
    : random.pick(SURNAMES);
  const alias = aliases.next(givenName, surname.replace(/ /g, ''));
  const department = pickDepartment(random);
  const town = pickTown(random, townCount);
  const mail = `${alias}@${domain}`;
  const isSynced = random.chance(0.6);
  return {
    ordinal,
    props: {
      businessPhones: [presentNumber(numberOf(ordinal), random)],
      displayName: `${givenName} ${surname}`,
      givenName,
      jobTitle: random.pick(department.titles),
      mail,
      mobilePhone: random.chance(0.7) ? mobileOf(ordinal) : undefined,
      officeLocation: town,
      preferredLanguage: random.chance(0.6) ? (random.chance(0.85) ? 'sv-SE' : 'en-US') : undefined,
      surname,
      userPrincipalName: mail,
      mailNickname: alias,
      accountEnabled: true,
      userType: 'Member',
      createdDateTime: pickHireInstant(random),
      department: department.name,
      companyName: 'Nordvik Energi AB',
      employeeId: String(100_000 + ordinal),
      city: town,
      country: 'Sverige',
      streetAddress: `${random.pick(STREETS)} ${1 + random.below(90)}`,
      usageLocation: 'SE',
      employeeType: random.chance(0.08) ? 'Konsult' : 'Anställd',
      proxyAddresses: [`SMTP:${mail}`],
      onPremisesSyncEnabled: isSynced ? true : undefined,
      onPremisesSamAccountName: isSynced ? alias.slice(0, 20) : undefined,
      onPremisesExtensionAttributes: pickExtensionAttributes(random, department),
      externalUserState: undefined,
    },
  };
}
