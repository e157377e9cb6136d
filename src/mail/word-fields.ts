// Fields in a company's own words: {name}, {number} …, where they stand in a text and which names there are. Only a brace with a
// backslash before it is a brace. Pure.
import { matchNearest } from '../plan/json-object.ts';

/** What can stand in braces, in the order in which it is told. */
export const wordFields = [
  'name',
  'surname',
  'number',
  'extension',
  'alias',
  'email',
  'mobile',
  'callerId',
  'title',
  'department',
  'company',
  'link',
  'phoneLink',
  'help',
  'details',
] as const;
export type WordField = (typeof wordFields)[number];

export interface FieldPlace {
  /** Of the brace. */
  offset: number;
  /** As written between the braces; null: no closing brace on the line. */
  written: string | null;
}

/** Every field of the text, known or not. */
export function matchFields(text: string): FieldPlace[] {
  const places: FieldPlace[] = [];
  for (const { 0: found, index } of text.matchAll(/\\[\\{}]|\{[^{}\r\n]*\}?/gu)) {
    if (found.startsWith('\\')) continue;
    places.push({ offset: index, written: found.endsWith('}') ? found.slice(1, -1) : null });
  }
  return places;
}

export const isWordField = (name: string | null): name is WordField =>
  wordFields.some((field) => field === name);

// What people write who think in their own words.
const otherNames: Record<string, WordField> = {
  förnamn: 'name',
  namn: 'name',
  firstname: 'name',
  givenname: 'name',
  efternamn: 'surname',
  lastname: 'surname',
  nummer: 'number',
  telefon: 'number',
  telefonnummer: 'number',
  phone: 'number',
  pstnfixed: 'number',
  anknytning: 'extension',
  användarnamn: 'alias',
  username: 'alias',
  mejl: 'email',
  mail: 'email',
  epost: 'email',
  'e-post': 'email',
  mobil: 'mobile',
  mobilnummer: 'mobile',
  titel: 'title',
  avdelning: 'department',
  företag: 'company',
  länk: 'link',
  url: 'link',
  telefonlänk: 'phoneLink',
  phonelink: 'phoneLink',
  lösenord: 'phoneLink',
  password: 'phoneLink',
  hjälp: 'help',
  support: 'help',
  uppgifter: 'details',
};

/** The field that somebody most likely means; null: none is near. */
export function matchNearestField(written: string): WordField | null {
  const word = written.trim().toLowerCase();
  const nearest = otherNames[word] ?? matchNearest(word, wordFields);
  return isWordField(nearest) ? nearest : null;
}
