// What the server refuses of numbers, dates, settings templates, incidents, mails and webhooks, by its code: a sentence and what to do. Swedish.
import type { ProblemWords } from '../sv/problems.ts';

export const problemsOfOffice: Readonly<Record<string, ProblemWords>> = {
  'number.assigned': {
    text: 'Någon har ett nummer i det intervallet.',
    cure: 'Välj ett annat, eller ge användaren ett annat nummer först.',
  },
  'number.reserved': { text: 'Ett nummer i det intervallet är redan reserverat.', cure: 'Välj ett annat.' },
  'number.service': {
    text: 'Ett nummer i det intervallet är ett tjänstenummer.',
    cure: 'Reservera numren runt omkring; det här får ingen.',
  },
  'number.notReserved': {
    text: 'Inget i det intervallet är reserverat.',
    cure: 'Titta på numret: där står vad det är och varför.',
  },
  'number.notCooling': {
    text: 'Numret är inte i karens.',
    cure: 'Bara ett nummer som har lämnats och väntar kan släppas.',
  },
  'number.noteTooLong': { text: 'Anteckningen är för lång.', cure: 'Skriv kortare.' },
  'numberSeries.full': {
    text: 'Inget nummer i serien är ledigt.',
    cure: 'Utöka serien, frigör ett nummer eller välj en annan serie.',
  },
  'numberSeries.unknown': { text: 'Serien finns inte.', cure: 'Välj en av företagets nummerserier.' },
  'numberSeries.invalid': { text: 'Nummerserierna är inte rätt.', cure: 'Rätta det som är markerat.' },
  'callerId.unknown': {
    text: 'Numret är inte ett av företagets.',
    cure: 'Välj ett nummer ur serierna, eller ett som en användare har.',
  },
  'date.invalid': { text: 'Det är inget datum.', cure: 'Skriv det som 2026-12-24.' },
  'date.past': { text: 'Datumet har redan varit.', cure: 'Välj ett datum som kommer.' },
  'date.early': {
    text: 'Användaren tas inte bort förrän senare än så.',
    cure: 'Välj ett senare datum, eller ta bort användaren nu.',
  },
  'date.late': {
    text: 'Datumet är mer än ett halvår bort.',
    cure: 'Välj ett tidigare datum; det går att skjuta upp igen.',
  },
  'settingsTemplate.unknown': {
    text: 'Användarinställningsmallen finns inte längre.',
    cure: 'Välj en av företagets mallar.',
  },
  'settingsTemplate.used': {
    text: 'Användarinställningsmallen används.',
    cure: 'Välj en annan där den används, och ta bort den sedan.',
  },
  'settingsTemplate.previewFirst': {
    text: 'Ett filter kan träffa andra användare än du tror.',
    cure: 'Förhandsgranska först.',
  },
  'settingsTemplate.applyChanged': {
    text: 'Det skulle inte längre bli som i förhandsgranskningen, och inget har ändrats.',
    cure: 'Förhandsgranska på nytt och tillämpa sedan.',
  },
  'incident.unknown': { text: 'Larmet finns inte längre.', cure: 'Se listan över larm.' },
  'incident.closed': { text: 'Larmet är över.', cure: 'Inget behöver göras: det meddelas inte igen.' },
  'mail.unknown': { text: 'Mailet finns inte längre.', cure: 'Se utkorgen på nytt.' },
  'mail.changed': {
    text: 'Mailet har ändrats under tiden.',
    cure: 'Se efter hur det är nu och avgör på nytt.',
  },
  'mail.sending': { text: 'Mailet skickas just nu.', cure: 'Vänta ett ögonblick.' },
  'mail.double': {
    text: 'Mailservern tog emot det förut: den som fick det får det igen.',
    cure: 'Inget behöver göras, om det är det du vill.',
  },
  'mail.mayBeDouble': {
    text: 'Det kan ha kommit fram första gången.',
    cure: 'Fråga mottagaren, om det skadar att få det två gånger.',
  },
  'mail.forgotten': {
    text: 'Det mailet sa är raderat, för företagets lagringstid är över.',
    cure: 'Historiken visar det som finns kvar.',
  },
  'mail.noAddress': {
    text: 'Användaren har ingen e-postadress nu.',
    cure: 'Ange vart det ska skickas, eller mappa en adress för användaren.',
  },
  'mail.userGone': {
    text: 'Användaren finns inte längre, så det finns ingen att välkomna.',
    cure: 'Lägg undan mailet. Den som skapas på nytt får ett eget.',
  },
  'mail.userLeaving': {
    text: 'Användaren slutar, så det finns ingen att välkomna.',
    cure: 'Håll kvar användaren om den stannar, eller lägg undan mailet.',
  },
  'to.invalid': { text: 'Adressen är ingen e-postadress.', cure: 'Skriv den som namn@foretag.example.' },
  'to.missing': { text: 'Det finns ingen adress att skicka till.', cure: 'Ange en e-postadress.' },
  'to.notKnown': {
    text: 'Adressen får ingen e-post från företaget.',
    cure: 'Skicka till dig själv, till en administratör i företaget eller till en adress som en mall skickar till.',
  },
  'welcome.none': {
    text: 'Användaren får inget välkomstmail.',
    cure: 'Välj en användare som stannar och har e-postadress, eller se det för en påhittad.',
  },
  'webhook.noUrl': { text: 'Webhooken har ingen adress än.', cure: 'Ange dess adress.' },
  'webhook.notSigned': {
    text: 'Det som går till Teams och Slack signeras inte.',
    cure: 'Bara webhookar av formen json har en hemlighet.',
  },
  'webhook.off': {
    text: 'Webhooken är avstängd.',
    cure: 'Testa den, slå på den och skicka sedan det den har missat.',
  },
  'webhooks.tooMany': {
    text: 'Företaget har så många webhookar det kan ha.',
    cure: 'Ta bort en som inte behövs, eller låt flera mottagare dela på en.',
  },
  'delivery.unknown': { text: 'Leveransen finns inte längre.', cure: 'Se listan över leveranser.' },
  'delivery.waiting': {
    text: 'Leveransen väntar redan på att skickas.',
    cure: 'Vänta, eller testa webhooken.',
  },
};
