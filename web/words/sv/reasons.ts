// Why a plan does what it does, by the reason's code: a short title, a sentence about this person, and what to do. Codes of fields stand
// here without their field. What a run or an installation is troubled by is in reasons-troubles.ts. Swedish.
import { plain } from '../reason-shape.ts';
import type { ReasonFacts, TellReason } from '../reason-shape.ts';
import { troubles } from './reasons-troubles.ts';

const fieldReasons = {
  missing: ({ field }: ReasonFacts) => ({
    title: `${field} saknas`,
    text: `${field} har inget värde i Entra ID.`,
    cure: `Fyll i fältet för personen i Entra ID, eller hämta ${field} från ett annat fält i fältmappningen.`,
  }),
  invalid: ({ field, value }: ReasonFacts) => ({
    title: `${field} är ogiltigt`,
    text: value ? `${field} kan inte vara ${value}.` : `${field} kan inte räknas ut för den här personen.`,
    cure: `Rätta värdet för personen i Entra ID, eller ändra hur ${field} hämtas i fältmappningen.`,
  }),
  taken: ({ field, value, winner }: ReasonFacts) => ({
    title: `${field} är upptaget`,
    text: `${field} ${value} tillhör ${winner || 'någon annan'}.`,
    cure: `Ge en av de två ett annat värde i ${field} i Entra ID.`,
  }),
  reserved: ({ field, value }: ReasonFacts) => ({
    title: `${field} är reserverat`,
    text: `${field} ${value} är reserverat bland företagets nummer.`,
    cure: 'Ge personen ett annat nummer i Entra ID, eller släpp numret.',
  }),
  cooling: ({ field, value, until }: ReasonFacts) => ({
    title: `${field} är i karens`,
    text: `${field} ${value} har nyss lämnats och är i karens${until ? ` till ${until}` : ''}.`,
    cure: 'Vänta till dess, eller frigör det nu under Nummer.',
  }),
  leaving: ({ field, value, winner, until }: ReasonFacts) => ({
    title: `${field} hålls av någon som slutar`,
    text: `${field} ${value} hålls av ${winner || 'en användare'} som slutar${until ? ` och tas bort ${until}` : ''}.`,
    cure: 'Vänta till dess, eller ta bort den användaren nu.',
  }),
  'field.pinned': ({ field }: ReasonFacts) => ({
    title: `${field || 'Fältet'} är låst vid ångrat värde`,
    text: `En ångrad ändring av ${field || 'fältet'} görs inte om förrän Entra ID har ett annat värde.`,
    cure: 'Släpp låset så följer värdet Entra ID igen.',
  }),
  'field.locked': ({ field }: ReasonFacts) => ({
    title: `${field || 'Fältet'} styrs av Entra ID`,
    text: 'Fältet hämtas från Entra ID och kan inte ändras för hand.',
    cure: 'Ändra värdet i Entra ID, eller koppla loss användaren.',
  }),
} as const satisfies Record<string, TellReason>;

const peopleReasons = {
  'person.new': plain('Ny person', 'Ingår i urvalet och har ingen användare än.'),
  'person.back': plain('Är tillbaka', 'Ingår i urvalet igen.'),
  'person.disabled': plain(
    'Kontot är inaktiverat',
    'Kontot är inaktiverat i Entra ID.',
    'Aktivera kontot i Entra ID om personen ska ha en användare.',
  ),
  'person.guest': plain(
    'Gäst',
    'Personen är gäst i Entra ID.',
    'Ställ Gäster på Ta med i mallen om gäster ska ha användare.',
  ),
  'person.gone': plain(
    'Finns inte längre i Entra ID',
    'Personen finns inte längre i Entra ID.',
    'Återställ personen i Entra ID inom 30 dagar om det var ett misstag.',
  ),
  'person.ignored': plain(
    'Ignoreras',
    'En administratör har valt att ignorera personen.',
    'Sluta ignorera personen om en användare ska skapas.',
  ),
  'person.otherTemplate': plain(
    'Sköts av en annan mall',
    'En annan mall för AD-synk sköter redan personens användare.',
    'Inget behöver göras. Koppla loss användaren från den andra mallen om den här ska ta över.',
  ),
  'person.unreadable': plain(
    'Kunde inte läsas',
    'Personen kunde inte läsas i Entra ID den här gången, så inget avgjordes.',
    'Inget behöver göras: nästa synkronisering frågar igen.',
  ),
  'scope.left': plain(
    'Har lämnat grupperna',
    'Personen ingår inte längre i någon grupp som synkas.',
    'Lägg tillbaka personen i en av grupperna i Entra ID om det var ett misstag.',
  ),
  'filter.false': plain(
    'Uppfyller inte villkoret',
    'Mallens villkor stämmer inte på personen.',
    'Rätta personen i Entra ID, eller villkoret, om det var ett misstag.',
  ),
  'filter.failed': plain(
    'Villkoret kan inte räknas ut',
    'Villkoret kan inte räknas ut för personen, som lämnas som förut.',
    'Rätta villkoret så att det fungerar för alla, eller personen i Entra ID.',
  ),
  'user.held': plain(
    'Behålls',
    'Användaren behålls: en synk tar aldrig bort den.',
    'Avsluta Behåll om användaren får gå.',
  ),
  'user.byHand': plain('Gjort för hand', 'En administratör gjorde det för hand.'),
  'link.conflict': ({ candidates }: ReasonFacts) => ({
    title: 'Kan vara en användare som redan finns',
    text: `En användare som ingen synk sköter liknar personen${candidates ? `: ${candidates}` : ''}.`,
    cure: 'Koppla personen till den användaren, skapa ändå eller ignorera personen under Personer i Entra ID.',
  }),
  'link.moved': plain(
    'Går över till en annan mall',
    'Personen har lämnat den här mallens urval men ingår i en annan malls, som sköter användaren från nu.',
  ),
  'link.matched': plain(
    'Kopplas till användaren med samma e-post',
    'Precis en användare som ingen synk sköter har samma e-post: den kopplas till personen.',
  ),
  'template.deleted': plain('Mallen är borttagen', 'Mallen för AD-synk är borttagen.'),
  'tenant.changed': plain(
    'Mallen pekar på en annan katalog',
    'Användarna kommer från en annan Entra-katalog än den som mallen nu pekar på.',
    'Sätt tillbaka det gamla tenant_id, eller behåll användarna och klipp deras kopplingar.',
  ),
  'mapping.changed': plain('Fältmappningen är ändrad', 'Fältmappningen är ändrad.'),
  'source.changed': plain('Ändrat i Entra ID', 'Värdena är ändrade i Entra ID.'),
  'source.drift': plain(
    'Ändrat för hand',
    'Användaren var ändrad för hand i ett fält som Entra ID styr.',
    'Ändra värdet i Entra ID, eller koppla loss användaren.',
  ),
} as const satisfies Record<string, TellReason>;

const undoReasons = {
  'undo.asked': plain('Ångras', 'En administratör tar tillbaka ändringen.'),
  'undo.done': plain(
    'Redan ångrat',
    'Ändringen är redan tillbakatagen.',
    'Inget behöver göras; den ångringen kan i sin tur ångras.',
  ),
  'undo.changed': plain(
    'Ändrat sedan dess',
    'Värdet har ändrats sedan dess.',
    'Ångra det som kom senare först, eller ändra användaren för hand.',
  ),
  'undo.userGone': plain(
    'Användaren finns inte längre',
    'Användaren finns inte längre.',
    'Ångra borttagningen först.',
  ),
  'undo.personHasUser': plain(
    'Personen har en annan användare',
    'Personen har hunnit få en annan användare.',
    'Ta bort den användaren och ignorera personen, och ångra sedan det här.',
  ),
  'undo.unlinked': plain(
    'Inte kopplad längre',
    'Användaren är inte längre kopplad till personen.',
    'Inget behöver göras: ingen synk ändrar eller tar bort den. Ta bort den för hand om den inte ska finnas.',
  ),
  'undo.inScope': plain(
    'Personen ingår i urvalet',
    'Användaren kom tillbaka för att personen ingår i urvalet, så nästa synkronisering skulle ta tillbaka den igen.',
    'Ta bort användaren nu och ignorera personen.',
  ),
  'undo.moved': plain(
    'Sköts av en annan mall',
    'Användaren har gått över till en annan mall som har personen i sitt urval.',
    'Koppla loss användaren från den mallen.',
  ),
  'undo.word': plain(
    'Ett eget beslut',
    'Det är en administratörs eget beslut och ingen ändring av användaren.',
    'Ta tillbaka det där det gavs: avsluta Behåll, sluta ignorera, koppla eller koppla loss.',
  ),
  'undo.erased': plain(
    'Värdena är raderade',
    'Det är äldre än så länge företaget sparar personuppgifter, så värdena före är inte kända.',
    'Skriv in värdena för hand.',
  ),
} as const satisfies Record<string, TellReason>;

export const reasons = { ...fieldReasons, ...peopleReasons, ...undoReasons, ...troubles };
