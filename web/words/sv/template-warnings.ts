// What the server warns of in a sync template that was saved all the same, sentence by sentence, Swedish. What is not here is shown in its
// English.
import type { SaidOfTemplates } from '../template-warnings-shape.ts';

export const templateWarnings: SaidOfTemplates = [
  [
    /^Automatic numbers come from a series that begins with (\d+), and/u,
    (digits = '') => ({
      text: `Automatiska nummer hämtas ur en serie som börjar med ${digits}, och en sådan har företaget inte.`,
      cure: 'Ingen får nummer ur den: lägg till serien under Nummer, eller välj en annan.',
    }),
  ],
  [
    /^An expression looks into the lookup table "(.+)", which/u,
    (name = '') => ({
      text: `Ett uttryck slår upp i tabellen ${name}, som företaget inte har.`,
      cure: 'Det misslyckas för alla tills tabellen finns bland företagets uppslagstabeller igen, eller uttrycket använder en annan.',
    }),
  ],
  [
    /^The rule "(.+)" never decides: "(.+)" before it fits everybody\.$/u,
    (rule = '', other = '') => ({
      text: `Regeln ${rule} avgör aldrig något: ${other}, som står före den, passar alla.`,
      cure: 'Flytta den före den regeln, ändra dess villkor eller ta bort den.',
    }),
  ],
  [
    /^The rule "(.+)" never decides: "(.+)" before it fits whomever/u,
    (rule = '', other = '') => ({
      text: `Regeln ${rule} avgör aldrig något: ${other}, som står före den, passar alla som den passar.`,
      cure: 'Flytta den före den regeln, ändra dess villkor eller ta bort den.',
    }),
  ],
  [
    /^The rule "(.+)" never decides: its expression is true for nobody\.$/u,
    (rule = '') => ({
      text: `Regeln ${rule} avgör aldrig något: dess uttryck är inte sant för någon.`,
      cure: 'Ändra uttrycket så att det frågar efter ett attribut hos personen, eller ta bort regeln.',
    }),
  ],
];
