// What the server refuses of deeds on users, people, templates and runs, by its code: a sentence and what to do. Swedish.
import type { ProblemWords } from '../sv/problems.ts';

export const problemsOfPeople: Readonly<Record<string, ProblemWords>> = {
  'user.unknown': { text: 'Användaren finns inte längre.', cure: 'Sök upp användaren på nytt.' },
  'user.changed': {
    text: 'Användaren har ändrats under tiden.',
    cure: 'Se efter hur användaren är nu och avgör på nytt.',
  },
  'user.linked': {
    text: 'Användaren styrs av en synkronisering och skulle komma tillbaka.',
    cure: 'Ta bort och ignorera personen, eller koppla loss användaren först.',
  },
  'user.notLinked': { text: 'Ingen synkronisering styr användaren.', cure: 'Inget behöver göras.' },
  'phone.none': {
    text: 'Ingen av företagets växlar känner telefoner på ett lösenord.',
    cure: 'Lägg först till en växel, till exempel Asterisk eller Kamailio.',
  },
  'user.notHeld': { text: 'Användaren hålls inte kvar.', cure: 'Inget behöver göras.' },
  'user.notLeaving': {
    text: 'Användaren är inte på väg att sluta.',
    cure: 'Håll kvar användaren om den inte ska tas bort när personen försvinner.',
  },
  'user.invalid': { text: 'Något av användarens värden är inte rätt.', cure: 'Rätta det som är markerat.' },
  'field.notPinned': { text: 'Fältet är inte låst.', cure: 'Inget behöver göras.' },
  'person.unknown': {
    text: 'Personen finns inte bland dem som synkroniseringen har läst.',
    cure: 'Sök på nytt efter nästa synkronisering.',
  },
  'person.ambiguous': { text: 'Flera personer stämmer in.', cure: 'Ange personens objekt-id.' },
  'person.hasUser': { text: 'Personen har redan en användare.', cure: 'Inget behöver göras.' },
  'person.notIgnored': { text: 'Personen ignoreras inte.', cure: 'Inget behöver göras.' },
  'adoption.changed': {
    text: 'Det skulle inte längre bli som i förhandsgranskningen, och inget har kopplats.',
    cure: 'Förhandsgranska på nytt och koppla sedan.',
  },
  'adoption.nobody': {
    text: 'Ingen går säkert att koppla på det sättet, och inget har kopplats.',
    cure: 'Prova ett annat sätt, eller koppla en i taget.',
  },
  'adoption.severalPeople': {
    text: 'Flera personer stämmer in på samma användare.',
    cure: 'Koppla användaren till rätt person; för de andra väljer du Skapa ny eller Ignorera.',
  },
  'adoption.severalUsers': {
    text: 'Flera användare stämmer in på samma person.',
    cure: 'Koppla personen till rätt användare.',
  },
  'createAnyway.notAlike': {
    text: 'Det finns ingen användare som liknar personen.',
    cure: 'Inget behöver göras: nästa synkronisering skapar användaren.',
  },
  'createAnyway.notSaid': {
    text: 'Det är inte sagt att personen ska få en ny användare, eller så är det redan gjort.',
    cure: 'Inget behöver göras. En skapad användare ångras i sin synkronisering.',
  },
  'createAnyway.taken': {
    text: 'En annan användare har redan samma alias eller nummer.',
    cure: 'Ge personen ett annat, eller koppla till användaren.',
  },
  'template.unknown': { text: 'AD Sync-mallen finns inte längre.', cure: 'Välj en av företagets mallar.' },
  'template.changed': {
    text: 'AD Sync-mallen har ändrats under tiden.',
    cure: 'Se efter hur den är nu och gör om det du ville.',
  },
  'tenant.unchanged': {
    text: 'Användarna kommer från den tenant som mallen anger, så deras kopplingar gäller.',
    cure: 'Byt tenant_id först och kör en gång, eller ta bort mallen och behåll användarna.',
  },
  'provider.invalid': { text: 'Provider Settings är inte rätt.', cure: 'Rätta det som är markerat.' },
  'trial.tooSlow': {
    text: 'Det tog mer än en minut att läsa fälten för alla, och inget har provats.',
    cure: 'Prova utan det nya fältet först.',
  },
  'run.ended': {
    text: 'Synkroniseringen är redan klar.',
    cure: 'Inget behöver göras. Ångra den om den inte skulle ha blivit av.',
  },
  'undo.isRun': { text: 'Ändringarna hör till en AD Sync-mall.', cure: 'Ångra dem som synkronisering.' },
  'undo.severalTemplates': {
    text: 'Ändringarna hör till flera AD Sync-mallar.',
    cure: 'Ångra dem för en mall i taget.',
  },
  'guides.tooMany': {
    text: 'Företaget har så många påbörjade guider det kan ha.',
    cure: 'Avsluta eller ta bort en av dem.',
  },
  'guide.changed': {
    text: 'Guiden har ändrats av någon annan under tiden.',
    cure: 'Läs in på nytt och fortsätt därifrån.',
  },
};
