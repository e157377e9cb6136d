import { companyMailDefaults } from '../plan/company-mail.ts';
import { expect, test } from 'vitest';
import type { Company } from '../store/companies.ts';
import { CommandError } from './command.ts';
import { pickCompany, pickTemplate } from './pick.ts';

const aCompany = (name: string): Company => ({
  id: `id of ${name}`,
  name,
  country: 'SE',
  timeZone: 'Europe/Stockholm',
  language: 'sv',
  coolingDays: 30,
  retentionDays: 90,
  ownNumbersOnly: false,
  lookups: {},
  mail: companyMailDefaults,
});
const [nordvik, sydvik] = [aCompany('Nordvik'), aCompany('Sydvik')];
const aTemplate = (company: Company, name: string) => ({ companyId: company.id, template: { name } });
const errorOf = (pick: () => unknown) => {
  try {
    pick();
  } catch (error) {
    if (error instanceof CommandError)
      return {
        code: error.code,
        exitCode: error.exitCode,
        text: `${error.message} ${error.cure}`,
        candidates: error.details['candidates'],
      };
    throw error;
  }
  return null;
};

test('the only company needs no name', () => {
  expect(pickCompany([nordvik], null)).toBe(nordvik);
  expect(pickCompany([nordvik, sydvik], 'Sydvik')).toBe(sydvik);
});

test('of several companies one has to be named, and the candidates are (R16)', () => {
  expect(errorOf(() => pickCompany([nordvik, sydvik], null))).toEqual({
    code: 'company.ambiguous',
    exitCode: 2,
    text: 'There are 2 companies: "Nordvik", "Sydvik". Say which with --company NAME.',
    candidates: ['Nordvik', 'Sydvik'],
  });
});

test('a company that is not there is told with the one that was meant', () => {
  expect(errorOf(() => pickCompany([nordvik, sydvik], 'nordvik'))).toMatchObject({
    code: 'company.unknown',
    text: 'There is no company "nordvik". Did you mean "Nordvik"? There is "Nordvik", "Sydvik".',
  });
  expect(errorOf(() => pickCompany([], null))).toMatchObject({ code: 'company.unknown', exitCode: 2 });
});

test('a template’s name picks its company when only one has it', () => {
  const templates = [aTemplate(nordvik, 'Alla'), aTemplate(sydvik, 'Butik'), aTemplate(sydvik, 'Alla')];
  const companies = [nordvik, sydvik];
  expect(pickTemplate(companies, templates, 'Butik', null)).toEqual({
    company: sydvik,
    template: templates[1],
  });
  expect(pickTemplate(companies, templates, 'Alla', 'Sydvik')).toEqual({
    company: sydvik,
    template: templates[2],
  });
  expect(errorOf(() => pickTemplate(companies, templates, 'Alla', null))).toMatchObject({
    code: 'company.ambiguous',
    exitCode: 2,
    candidates: ['Nordvik', 'Sydvik'],
  });
});

test('an unknown template is told with the near one and all there are, of that company only (R16)', () => {
  const templates = [aTemplate(nordvik, 'Alla kontor'), aTemplate(sydvik, 'Butik')];
  expect(errorOf(() => pickTemplate([nordvik, sydvik], templates, 'alla kontoor', null))).toEqual({
    code: 'template.unknown',
    exitCode: 2,
    text: 'There is no sync template "alla kontoor". Did you mean "Alla kontor"? There is "Alla kontor", "Butik".',
    candidates: ['Alla kontor', 'Butik'],
  });
  expect(errorOf(() => pickTemplate([nordvik, sydvik], templates, 'Alla kontor', 'Sydvik'))).toMatchObject({
    code: 'template.unknown',
    candidates: ['Butik'],
  });
});
