// Which company and which sync template a command is about (SPEC §11). Pure. --company may be left out when
// one company exists or the template's name fits only one; what stays open is told with the candidates.
import type { Company } from '../store/companies.ts';
import { CommandError } from './command.ts';
import { presentNearest } from '../plan/nearest.ts';

export interface Picked<T> {
  company: Company;
  template: T;
}

interface Named {
  companyId: string;
  template: { name: string };
}

const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');

/** The company of that name, or the only one there is. */
export function pickCompany(companies: readonly Company[], name: string | null): Company {
  const names = companies.map((company) => company.name);
  const [only, another] = companies;
  if (name !== null) {
    const found = companies.find((company) => company.name === name);
    if (found) return found;
    const cure = names.length ? `There is ${listed(names)}.` : 'Create it with rollcall import FILE.';
    throw new CommandError(
      'company.unknown',
      `There is no company ${JSON.stringify(name)}.${presentNearest(name, names)}`,
      cure,
      {
        details: { candidates: names },
      },
    );
  }
  if (!only)
    throw new CommandError(
      'company.unknown',
      'There is no company yet.',
      'Create one with rollcall import FILE.',
    );
  if (!another) return only;
  throw new CommandError(
    'company.ambiguous',
    `There are ${names.length} companies: ${listed(names)}.`,
    'Say which with --company NAME.',
    {
      details: { candidates: names },
    },
  );
}

/** The template of that name, in the named company or in the only one that has it. */
export function pickTemplate<T extends Named>(
  companies: readonly Company[],
  templates: readonly T[],
  name: string,
  companyName: string | null,
): Picked<T> {
  const among = companyName === null ? companies : [pickCompany(companies, companyName)];
  const all = among.flatMap((company) =>
    templates.filter(({ companyId }) => companyId === company.id).map((template) => ({ company, template })),
  );
  const fitting = all.filter(({ template }) => template.template.name === name);
  const [found, another] = fitting;
  if (found && !another) return found;
  if (found) {
    const candidates = fitting.map(({ company }) => company.name);
    const message = `${candidates.length} companies have a sync template ${JSON.stringify(name)}: ${listed(candidates)}.`;
    throw new CommandError('company.ambiguous', message, 'Say which with --company NAME.', {
      details: { candidates },
    });
  }
  const names = [...new Set(all.map(({ template }) => template.template.name))].toSorted();
  const cure = names.length ? `There is ${listed(names)}.` : 'Create one with rollcall import FILE.';
  const message = `There is no sync template ${JSON.stringify(name)}.${presentNearest(name, names)}`;
  throw new CommandError('template.unknown', message, cure, { details: { candidates: names } });
}
