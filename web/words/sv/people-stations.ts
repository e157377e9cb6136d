// What each station of an explanation says, the smallest change that gets somebody past it, and what it rests on: by station and code, by
// the server's own terms. Swedish.

/** What sentences can name; '' where it is not known. */
export interface ExplainFacts {
  template: string;
  alias: string;
  /** The field that a code is about, as people read it. */
  field: string;
  /** Where the field comes from in Entra. */
  source: string;
  /** What stands there. */
  found: string;
  groups: string;
  otherTemplate: string;
  /** Users that are like the person. */
  alike: string;
  mode: string;
}
type Says = (facts: ExplainFacts) => string;

/** By `station.verdict`, or `station.code` and the code alone where something is told. */
export const stations: Readonly<Record<string, Says>> = {
  'template.passes': ({ mode }) => `Mallen står på ${mode}.`,
  'credential.missing': () => 'Mallen har ingen hemlighet än, så inget kan läsas.',
  'mapping.incomplete': () => 'Ingen skapas förrän de obligatoriska fälten har en källa.',
  'template.paused': () => 'Mallen står på Pausa: ingen synkronisering ändrar något.',
  'template.deleted': () => 'Mallen är borttagen och låter bara sina användare gå.',
  'entra.passes': () => 'Finns i Entra ID.',
  'entra.unknown': () =>
    'Den senaste fullständiga läsningen hade inte personen, och om Entra ID har den är inte känt.',
  'entra.person.gone': () => 'Finns inte längre i Entra ID.',
  'scope.passes': () => 'Ingår i urvalet.',
  'scope.late': () => 'Ingår i urvalet. Ingen synkronisering har läst det än; nästa gör det.',
  'scope.unknown': () => 'Om personen ingår i urvalet är inte känt.',
  'scope.scope.left': () => 'Ingår inte i någon av grupperna som synkas.',
  'scope.excluded': () => 'Ingår i en grupp som aldrig tas med.',
  'group.notFound': () =>
    'Entra ID har ingen grupp, eller flera, med det namn som står i mallen. En synkronisering som inte hittar sina grupper misslyckas.',
  'filter.passes': () => 'Inget villkor stänger ute personen.',
  'filter.unknown': () => 'Det som villkoret läser är inte känt.',
  'person.passes': () => 'Varken utelämnad som gäst, inaktiverad eller ignorerad.',
  'person.unknown': () => 'Vad det är för ett konto är inte känt.',
  'mapping.passes': () => 'Alla frivilliga fält går att använda eller är tomma.',
  'mapping.unknown': () => 'Inget är läst om personen som kan mappas.',
  'requirement.passes': () => 'Alias, Namn, Surname och PSTN Fixed går att använda.',
  'requirement.unknown': () => 'Om de obligatoriska fälten finns är inte känt.',
  'claims.passes': () => 'Ingen annan har eller får samma alias eller nummer.',
  'claims.unknown': () => 'Vilket alias och nummer personen skulle få är inte känt.',
  'match.passes': ({ alias, alike }) =>
    alias
      ? 'Har redan en användare som mallen sköter.'
      : alike
        ? 'En användare liknar personen, och det ordnar sig av sig självt.'
        : 'Ingen användare utan person liknar den här.',
  'match.unknown': () => 'Om en användare passar personen är inte känt.',
  'link.conflict': ({ alike }) =>
    `En användare som ingen synk sköter liknar personen${alike ? `: ${alike}` : ''}.`,
  'creation.passes': ({ alias }) =>
    alias ? 'Avgjordes när användaren skapades.' : 'Det som står här får den nya användaren.',
  'creation.person.unreadable': () => 'En regel frågar efter en grupp, som nästa synkronisering läser.',
  'brake.passes': () => 'Ingen spärr håller inne något för personen.',
  'brake.removals': () => 'En spärr håller inne borttagningar.',
  'brake.numbers': () => 'En spärr håller inne nummerbyten.',
  'brake.creates': () => 'En spärr håller inne nya användare.',
  'user.passes': ({ alias }) => (alias ? `Är användaren ${alias}.` : 'Har ingen användare.'),
  'user.person.gone': ({ alias }) => `Användaren ${alias} slutar: personen finns inte längre i Entra ID.`,
  'user.scope.left': ({ alias }) => `Användaren ${alias} slutar: personen ingår inte längre i grupperna.`,
  'user.filter.false': ({ alias }) => `Användaren ${alias} slutar: villkoret stämmer inte längre.`,
  'user.person.disabled': ({ alias }) => `Användaren ${alias} slutar: kontot är inaktiverat.`,
  'person.otherTemplate': ({ otherTemplate }) => `Mallen ${otherTemplate} sköter redan personens användare.`,
};

/** By `station.code`, the code, or the code's last part where it is a field's. */
export const changes: Readonly<Record<string, Says>> = {
  'credential.missing': ({ template }) => `Skriv in hemligheten eller certifikatet i mallen ${template}.`,
  'mapping.incomplete': ({ template }) => `Välj källa för de obligatoriska fälten i mallen ${template}.`,
  'template.paused': ({ template }) => `Ställ mallen ${template} på Användarsynk eller Enbart nya användare.`,
  'person.gone': () => 'Återställ personen i Entra ID.',
  'scope.left': ({ groups }) =>
    groups ? `Lägg till personen i ${groups}.` : 'Lägg till personen i en av grupperna.',
  'scope.excluded': () => 'Ta bort personen ur gruppen som aldrig tas med.',
  'group.notFound': () => 'Rätta gruppens namn, eller skriv dess objekt-id.',
  'filter.false': () => 'Ändra villkoret, eller rätta det som villkoret läser om personen i Entra ID.',
  'filter.failed': () => 'Rätta villkoret så att det går att räkna ut för alla.',
  'person.ignored': () => 'Sluta ignorera personen.',
  'person.guest': () => 'Ställ Gäster på Ta med.',
  'person.disabled': () => 'Aktivera kontot.',
  missing: ({ field, source }) =>
    source ? `Fyll i ${source} för personen.` : `Rätta hur ${field} räknas ut i fältmappningen.`,
  invalid: ({ field, source, found }) =>
    source
      ? `Rätta ${source} för personen${found ? `, som är ”${found}”` : ''}.`
      : `Rätta hur ${field} räknas ut i fältmappningen.`,
  taken: ({ field }) => `Ge en av de två ett annat värde i ${field}.`,
  reserved: () => 'Släpp numret, eller ge personen ett annat i Entra ID.',
  cooling: () => 'Frigör numret nu, eller vänta.',
  leaving: () => 'Ta bort den som slutar nu, eller vänta.',
  'link.conflict': ({ alike }) =>
    `Koppla personen till ${alike || 'användaren'} om det är samma person. Annars skapa ändå eller ignorera.`,
  'brake.removals': () => 'Granska och godkänn borttagningarna.',
  'brake.numbers': () => 'Granska och godkänn nummerbytena.',
  'brake.creates': () => 'Granska och godkänn de nya användarna.',
  'person.otherTemplate': ({ otherTemplate }) =>
    `Inget, eller koppla loss användaren från mallen ${otherTemplate}.`,
  'user.person.gone': () => 'Behåll användaren, eller behåll den till ett datum.',
  'user.scope.left': () => 'Behåll användaren, eller behåll den till ett datum.',
  'user.filter.false': () => 'Behåll användaren, eller behåll den till ett datum.',
  'user.person.disabled': () => 'Behåll användaren, eller behåll den till ett datum.',
};

/** The server's terms, whole or at the beginning of a text (with a blank at the end). */
export const evidence: Readonly<Record<string, string>> = {
  mode: 'Läge',
  'last complete read': 'Senaste fullständiga läsning',
  'last run': 'Senaste synkronisering',
  'object id': 'Objekt-id',
  account: 'Konto',
  deleted: 'Borttagen',
  kind: 'Slag',
  ignored: 'Ignoreras',
  filter: 'Villkor',
  'settings template': 'Användarinställningsmall',
  'caller id': 'Standardcallerid',
  language: 'Språk',
  'number from the series': 'Nummer ur serien',
  'kept by': 'Sköts av',
  user: 'Användare',
  held: 'Behålls',
  pinned: 'Låsta värden',
  'the next run': 'Nästa synkronisering',
  'group ': 'Grupp ',
  'user ': 'Användare ',
  'locked by ': 'Styrs av ',
  'withheld ': 'Hålls inne: ',
  'same ': 'samma ',
  never: 'aldrig',
  none: 'ingen',
  enabled: 'aktiverat',
  disabled: 'inaktiverat',
  guest: 'gäst',
  member: 'medlem i katalogen',
  empty: 'tomt',
  full: 'Användarsynk',
  paused: 'Pausa',
  onlyNew: 'Enbart nya användare',
  succeeded: 'klar',
  failed: 'misslyckades',
  refused: 'avvisad',
  running: 'pågår',
  queued: 'väntar',
  'a member': 'ja, direkt',
  'a member through ': 'ja, genom ',
  'not a member': 'nej',
  'not told': 'okänt',
  'not asked now': 'inte tillfrågat nu',
  'no group has this name, or several have': 'ingen grupp heter så, eller flera',
  'does nothing to this person': 'gör inget med personen',
  'create ': 'skapar användaren ',
  'taken ': 'har ',
  'leaving ': 'slutar: ',
  reserved: 'reserverat',
  cooling: 'i karens',
  'unusable, ': 'går inte att använda: ',
  'a constant': 'en konstant',
};
