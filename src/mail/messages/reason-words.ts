// Why somebody is left out, in words for a mail: the reason, what to do and who can do it – whoever looks after Entra, or
// whoever looks after the exchange. A code without words of its own is told as it is.
import type { MailLanguage } from '../../plan/company-mail.ts';

export interface ReasonWords {
  title: string;
  cure: string;
  who: 'entra' | 'exchange' | 'either';
}

const fields: Record<MailLanguage, Record<string, string>> = {
  sv: { alias: 'Alias', name: 'Namn', surname: 'Efternamn', pstnFixed: 'PSTN Fixed' },
  en: { alias: 'Alias', name: 'Name', surname: 'Surname', pstnFixed: 'PSTN Fixed' },
};

type ByTrouble = Record<string, (field: string, code: string) => ReasonWords>;

const swedish: ByTrouble = {
  missing: (field) => ({
    title: `${field} saknas`,
    cure: `Fyll i fältet för personen i Entra, eller hämta ${field} från ett annat fält i fältmappningen.`,
    who: 'entra',
  }),
  invalid: (field, code) => ({
    title: `${field} går inte att använda`,
    cure: `Rätta fältet för personen i Entra${code === 'alias.invalid' ? ', eller hämta Alias med uttrycket lower(ascii(…)) i fältmappningen' : ''}.`,
    who: 'entra',
  }),
  taken: (field) => ({
    title: `${field} är upptaget`,
    cure: `Någon annan har redan samma ${field}. Ge en av dem ett annat i Entra.`,
    who: 'entra',
  }),
  reserved: (field) => ({
    title: `${field} är reserverat`,
    cure: 'Släpp reservationen under Nummer, eller ge personen ett annat nummer i Entra.',
    who: 'exchange',
  }),
  cooling: (field) => ({
    title: `${field} är i karens`,
    cure: 'Det blir ledigt av sig självt. Behövs det nu går det att frigöra under Nummer.',
    who: 'exchange',
  }),
  leaving: (field) => ({
    title: `${field} hör till någon som slutar`,
    cure: 'Det blir ledigt när den användaren tas bort. Behövs det nu: ta bort användaren nu.',
    who: 'exchange',
  }),
};

const english: ByTrouble = {
  missing: (field) => ({
    title: `${field} is missing`,
    cure: `Fill in the field for the person in Entra, or map ${field} from another field.`,
    who: 'entra',
  }),
  invalid: (field, code) => ({
    title: `${field} can not be used`,
    cure: `Correct the field for the person in Entra${code === 'alias.invalid' ? ', or map Alias with the expression lower(ascii(…))' : ''}.`,
    who: 'entra',
  }),
  taken: (field) => ({
    title: `${field} is taken`,
    cure: `Somebody else has the same ${field}. Give one of the two another one in Entra.`,
    who: 'entra',
  }),
  reserved: (field) => ({
    title: `${field} is reserved`,
    cure: 'Release the number under Numbers, or give the person another one in Entra.',
    who: 'exchange',
  }),
  cooling: (field) => ({
    title: `${field} is cooling`,
    cure: 'It comes free by itself. If it is needed now, free it under Numbers.',
    who: 'exchange',
  }),
  leaving: (field) => ({
    title: `${field} belongs to somebody who is leaving`,
    cure: 'It comes free when that user is deleted. If it is needed now, delete the user now.',
    who: 'exchange',
  }),
};

const plain: Record<MailLanguage, Record<string, ReasonWords>> = {
  sv: {
    'person.disabled': {
      title: 'Kontot är inaktiverat',
      cure: 'Aktivera kontot i Entra om personen ska ha en användare. Annars behöver ingenting göras.',
      who: 'entra',
    },
    'person.unreadable': {
      title: 'Gick inte att läsa',
      cure: 'Nästa synkronisering försöker igen av sig själv.',
      who: 'either',
    },
    'link.conflict': {
      title: 'Krockar med en användare som redan finns',
      cure: 'Öppna personen i portalen och välj: koppla till användaren, skapa en ny eller ignorera.',
      who: 'exchange',
    },
    'filter.failed': {
      title: 'Mallens villkor går inte att räkna ut för personen',
      cure: 'Rätta villkoret i mallen så att det fungerar för alla, eller personen i Entra.',
      who: 'exchange',
    },
  },
  en: {
    'person.disabled': {
      title: 'The account is disabled',
      cure: 'Enable the account in Entra if the person should have a user. Otherwise there is nothing to do.',
      who: 'entra',
    },
    'person.unreadable': {
      title: 'Could not be read',
      cure: 'The next sync asks again by itself.',
      who: 'either',
    },
    'link.conflict': {
      title: 'Clashes with a user who is there already',
      cure: 'Open the person in the portal and choose: link to that user, create a new one, or ignore.',
      who: 'exchange',
    },
    'filter.failed': {
      title: 'The filter of the sync template can not be worked out for the person',
      cure: 'Correct the filter so that it works for everybody, or the person in Entra.',
      who: 'exchange',
    },
  },
};

export function presentReason(code: string, language: MailLanguage): ReasonWords {
  const known = plain[language][code];
  if (known) return known;
  const [field = '', trouble = ''] = code.split('.');
  const make = (language === 'sv' ? swedish : english)[trouble];
  const name = fields[language][field];
  return make && name !== undefined ? make(name, code) : { title: code, cure: '', who: 'either' };
}

export const whoWords: Record<MailLanguage, Record<ReasonWords['who'], string>> = {
  sv: { entra: 'Görs i Entra', exchange: 'Görs här i växeln', either: '' },
  en: { entra: 'This is done in Entra', exchange: 'This is done here in the exchange', either: '' },
};
