// Each warning that the server has for a saved sync template is said in Swedish; English keeps the server's own sentence.
import { expect, test } from 'vitest';
import type { CreationRule } from '../../src/plan/creation-rules.ts';
import { syncTemplateDefaults } from '../../src/plan/sync-template.ts';
import { presentTemplateWarnings } from '../../src/document/template-warnings.ts';
import { templateWarnings as english } from '../words/en/template-warnings.ts';
import { templateWarnings as swedish } from '../words/sv/template-warnings.ts';
import { tellWarning } from './tell-warning.ts';

type Warn = typeof presentTemplateWarnings;
const company = { country: 'SE', ownNumbersOnly: false, lookups: {} } as Parameters<Warn>[1];
const rule = (name: string, when: CreationRule['when']): CreationRule => ({
  name,
  when,
  settingsTemplate: null,
  callerId: null,
  numberSeries: null,
  language: 'sv',
});
const warn = (change: Partial<Parameters<Warn>[0]>) =>
  presentTemplateWarnings({ ...syncTemplateDefaults, id: '', name: '', ...change }, company, []);

test.each([
  [
    { rules: [{ ...rule('Kontor', { group: 'Kontor' }), numberSeries: '4684650' }] },
    /^Automatiska nummer hämtas ur en serie som börjar med 4684650, och en sådan har företaget inte\. Ingen/u,
  ],
  [
    { fieldMapping: { title: { expression: 'lookup("ort", city)' } } },
    /^Ett uttryck slår upp i tabellen ort, som företaget inte har\. Det misslyckas/u,
  ],
  [
    { rules: [rule('Alla', { expression: 'true' }), rule('Lund', { group: 'Lund' })] },
    /^Regeln Lund avgör aldrig något: Alla, som står före den, passar alla\. Flytta/u,
  ],
  [
    { rules: [rule('Lund', { group: 'Lund' }), rule('Igen', { group: 'Lund' })] },
    /^Regeln Igen avgör aldrig något: Lund, som står före den, passar alla som den passar\. Flytta/u,
  ],
  [
    { rules: [rule('Ingen', { expression: '1 > 2' })] },
    /^Regeln Ingen avgör aldrig något: dess uttryck är inte sant för någon\. Ändra/u,
  ],
] as const)('%j', (change, expected) => {
  const [warning, ...others] = warn(change as Partial<Parameters<Warn>[0]>);
  if (!warning) throw new Error('The server warns of nothing.');
  expect(others).toEqual([]);
  expect(tellWarning(warning, swedish, 'sv')).toEqual({
    text: expect.stringMatching(expected) as string,
    lang: undefined,
  });
  expect(tellWarning(warning, english, 'en')).toEqual({
    text: `${warning.message} ${warning.cure}`,
    lang: undefined,
  });
});

test('a warning without words stays English, and is marked as that', () => {
  expect(tellWarning({ message: 'Strange.', cure: 'Look.' }, swedish, 'sv')).toEqual({
    text: 'Strange. Look.',
    lang: 'en',
  });
});
