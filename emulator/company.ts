// Fills a tenant with a believable Swedish company of any size: the same for the same seed, to the last digit.
// People and groups were there before anybody looked: no delta tells of them as changes.
import { addCompanyGroups } from './company-groups.ts';
import { createAliases, decideTownCount, planEmployee } from './company-people.ts';
import { applyUntidiness } from './company-untidy.ts';
import type { Directory } from './directory.ts';
import type { Person } from './people.ts';
import { textOf } from './properties.ts';
import { createRandom, type Random } from './random.ts';

/** People who report to one lead. */
const TEAM_SIZE = 12;

/** An id of its own application, so that a directory extension is there to be read. */
export const EXTENSION_PROPERTY = 'extension_5c7e1b0a9d3f4e6288a1c0d2b3e4f596_telephonyProfile';

/** Leads come from their own department; leads and whoever is alone report to the first person of the company. */
function appointManagers(people: readonly Person[]): void {
  const leads = new Map<string, { id: string; reports: number }>();
  const [chief] = people;
  for (const person of people) {
    if (person === chief || person.props['userType'] !== 'Member' || person.props['givenName'] === undefined)
      continue;
    const team = `${textOf(person.props['department'])}/${textOf(person.props['officeLocation'])}`;
    const lead = leads.get(team);
    if (lead && lead.reports < TEAM_SIZE) {
      lead.reports++;
      person.managerId = lead.id;
    } else {
      leads.set(team, { id: person.id, reports: 0 });
      person.managerId = chief?.id;
    }
  }
}

function addPeople(directory: Directory, count: number, random: Random): Person[] {
  const aliases = createAliases();
  const townCount = decideTownCount(count);
  const people: Person[] = [];
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const employee = planEmployee(ordinal, townCount, directory.domain, aliases, random);
    const earlier = people[random.below(Math.max(1, people.length))]?.props;
    applyUntidiness(employee, { random, domain: directory.domain, earlier });
    if (random.chance(0.05))
      employee.props[EXTENSION_PROPERTY] = random.pick(['Mobil först', 'Fast', 'Softphone']);
    people.push(directory.people.add(random.guid(), employee.props));
  }
  return people;
}

export function fillCompany(directory: Directory, count: number, seed: number): void {
  if (count === 0) return;
  const random = createRandom(seed * 7919 + 17);
  const people = addPeople(directory, count, random);
  appointManagers(people);
  addCompanyGroups(directory, people, random);
  directory.version++;
}
