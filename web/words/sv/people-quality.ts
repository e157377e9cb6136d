// What the directory quality report can find, by its code: a sentence with how many, and what to do. A code without words shows the
// server's. Swedish.
import { plural } from '../plural.ts';

export interface FindingWords {
  text: (count: number, shown: string) => string;
  cure: string;
}

const found = (one: string, other: string, cure: string): FindingWords => ({
  text: (count, shown) => plural(count, shown, `# person ${one}`, `# personer ${other}`),
  cure,
});
const lacks = (what: string, cure: string): FindingWords => found(`saknar ${what}`, `saknar ${what}`, cure);

export const findings: Readonly<Record<string, FindingWords>> = {
  'alias.missing': lacks(
    'alias',
    'Fyll i Mail nickname i Entra ID, eller hämta Alias från ett fält som alla har.',
  ),
  'name.missing': lacks('förnamn', 'Fyll i förnamnet i Entra ID.'),
  'surname.missing': lacks('efternamn', 'Fyll i efternamnet i Entra ID.'),
  'pstnFixed.missing': lacks(
    'telefonnummer',
    'Fyll i telefonnumret i Entra ID, eller låt nummer delas ut automatiskt.',
  ),
  'email.missing': lacks(
    'e-postadress',
    'Fyll i e-postadressen i Entra ID: utan den går inget välkomstmeddelande att skicka.',
  ),
  'alias.invalid': found(
    'har något som inte kan vara ett alias',
    'har något som inte kan vara ett alias',
    'Hämta Alias med uttrycket lower(ascii(…)), eller rätta Mail nickname i Entra ID.',
  ),
  'name.invalid': found(
    'har ett förnamn som inte kan användas',
    'har förnamn som inte kan användas',
    'Korta det till 64 tecken och ta bort styrtecken.',
  ),
  'surname.invalid': found(
    'har ett efternamn som inte kan användas',
    'har efternamn som inte kan användas',
    'Korta det till 64 tecken och ta bort styrtecken.',
  ),
  'pstnFixed.invalid': found(
    'har ett nummer som inte går att ringa',
    'har nummer som inte går att ringa',
    'Rätta telefonnumret i Entra ID. Ett kort nummer kräver en nummerserie som innehåller det.',
  ),
  'pstnFixed.several': found(
    'har flera nummer i samma fält',
    'har flera nummer i samma fält',
    'Låt ett nummer stå kvar. Mobilnumret hör hemma i mobilfältet.',
  ),
  'pstnFixed.premium': found(
    'har ett betalnummer',
    'har betalnummer',
    'Skriv personens eget nummer i Entra ID.',
  ),
  'pstnFixed.outside': found(
    'har ett nummer utanför företagets nummerserier',
    'har nummer utanför företagets nummerserier',
    'Lägg till serien om numren är företagets, annars rätta telefonnumret i Entra ID.',
  ),
  'pstnFixed.service': found(
    'har ett nummer som hör till en tjänst, till exempel växeln',
    'har nummer som hör till en tjänst, till exempel växeln',
    'Skriv personens eget nummer i Entra ID: ett tjänstenummer blir aldrig en användares.',
  ),
  'pstnFixed.reserved': found(
    'har ett reserverat nummer',
    'har reserverade nummer',
    'Släpp numret, eller ge personen ett annat i Entra ID.',
  ),
  'pstnFixed.duplicate': found(
    'delar nummer med någon annan',
    'delar nummer med någon annan',
    'Ge var och en ett eget nummer: bara den som skapades först i Entra ID får det delade.',
  ),
  'pstnFixed.extension': found(
    'har en anknytning efter numret, som kapas',
    'har en anknytning efter numret, som kapas',
    'Inget måste göras. Hämta Anknytning med lastDigits(…) för att använda den.',
  ),
  'pstnFixed.form': found(
    'har ett nummer som inte är skrivet som +46812345678',
    'har nummer som inte är skrivna som +46812345678',
    'Inget måste göras här: de läses ändå. Andra program kan behöva +46….',
  ),
  'mobile.invalid': found(
    'har ett mobilnummer som inte går att ringa',
    'har mobilnummer som inte går att ringa',
    'Rätta mobilnumret i Entra ID. Användaren skapas utan det.',
  ),
  'email.invalid': found(
    'har något som inte är en e-postadress',
    'har något som inte är en e-postadress',
    'Rätta e-postadressen i Entra ID. Användaren skapas utan den.',
  ),
  'email.duplicate': found(
    'delar e-postadress med någon annan',
    'delar e-postadress med någon annan',
    'Ge var och en en egen: fleras välkomstmeddelanden går till samma adress.',
  ),
  'alias.duplicate': found(
    'har ett alias som bara skiljer sig i versaler, eller inte alls',
    'har alias som bara skiljer sig i versaler, eller inte alls',
    'Ändra Mail nickname för en av dem: bara den som skapades först i Entra ID får aliaset.',
  ),
  'name.duplicate': found(
    'heter likadant som någon annan',
    'heter likadant som någon annan',
    'Se efter om det är en person med två konton. Två personer med samma namn går bra.',
  ),
  'filter.failed': found(
    'är någon för vilken villkoret inte kan räknas ut',
    'är sådana att villkoret inte kan räknas ut',
    'Ändra villkoret så att det ger sant eller falskt för alla. Till dess lämnas de som förut.',
  ),
  'person.guest': found(
    'är gäst',
    'är gäster',
    'Ta ut gästerna ur grupperna, eller ställ Gäster på Ta med om de ska ha telefon.',
  ),
  'person.disabled': found(
    'har ett inaktiverat konto',
    'har inaktiverade konton',
    'Ta ut dem ur grupperna om de har slutat. En inaktiverad person blir aldrig användare.',
  ),
  'account.resource': found(
    'är ett resurskonto, till exempel ett rum',
    'är resurskonton, till exempel rum',
    'Ta ut dem ur grupperna, eller utelämna dem med villkoret !isResourceAccount.',
  ),
  'mailbox.likelyShared': found(
    'är troligen en delad brevlåda',
    'är troligen delade brevlådor',
    'Ta ut dem ur grupperna: så länge kontot är inaktiverat blir de aldrig användare.',
  ),
  'account.likelyFunctional': found(
    'är troligen en funktion och ingen människa',
    'är troligen funktioner och inga människor',
    'Ta ut dem ur grupperna, eller fyll i namnen om de är människor.',
  ),
  'group.sameName': {
    text: (count, shown) =>
      plural(
        count,
        shown,
        'En grupp är angiven med ett namn som flera grupper har',
        '# grupper är angivna med namn som flera grupper har',
      ),
    cure: 'Skriv objekt-id för den som menas i stället för namnet, eller byt namn på den andra gruppen i Entra ID.',
  },
};
