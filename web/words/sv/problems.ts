// What the server refuses whatever it was asked for, and of signing in, by its code: a sentence and what to do. A test finds the codes in
// the sources, and fails when one has no words. Swedish.

export interface ProblemWords {
  text: string;
  cure: string;
}

export const problems: Readonly<Record<string, ProblemWords>> = {
  offline: { text: 'Servern svarar inte.', cure: 'Vänta en stund och försök igen.' },
  portal: { text: 'Portalen gjorde ett misstag.', cure: 'Läs in sidan på nytt.' },
  unreadable: { text: 'Servern gav ett svar som inte går att läsa.', cure: 'Försök igen om en stund.' },
  internal: {
    text: 'Rollcall gjorde ett misstag, och inget säger att det blev gjort.',
    cure: 'Se efter om det blev gjort. Skicka referensen till den som sköter Rollcall.',
  },
  notAllowed: { text: 'Din roll tillåter inte det.', cure: 'Be någon som får, eller be om en annan roll.' },
  changed: { text: 'Någon annan har ändrat det under tiden.', cure: 'Läs in på nytt och gör om ändringen.' },
  conflict: {
    text: 'Någon annan gjorde just något som krockar med det här.',
    cure: 'Läs in på nytt och försök igen om det fortfarande behövs.',
  },
  tooManyRequests: {
    text: 'Det kom för många frågor på en gång.',
    cure: 'Vänta några sekunder och försök igen.',
  },
  'database.unavailable': {
    text: 'Databasen går inte att använda just nu.',
    cure: 'Vänta en stund och försök igen.',
  },
  'database.busy': { text: 'Databasen var upptagen med samma saker.', cure: 'Försök igen om ett ögonblick.' },
  notFound: {
    text: 'Det finns inte, eller finns inte längre.',
    cure: 'Gå till listan och se vad som finns.',
  },
  method: { text: 'Det går inte att göra så här.', cure: 'Läs in sidan på nytt.' },
  'input.invalid': { text: 'Något i formuläret är inte rätt.', cure: 'Rätta det som är markerat.' },
  'json.malformed': { text: 'Texten är inte giltig JSON.', cure: 'Rätta det som är markerat.' },
  'body.tooLarge': {
    text: 'Det är för stort för att tas emot på en gång.',
    cure: 'Skicka mindre åt gången.',
  },
  'body.type': {
    text: 'Servern tar inte emot den sortens innehåll.',
    cure: 'Läs in sidan på nytt och försök igen.',
  },
  'cursor.invalid': { text: 'Listan har ändrats sedan den började visas.', cure: 'Läs in listan på nytt.' },
  'ifMatch.missing': {
    text: 'Det framgår inte vilken version som ändras.',
    cure: 'Läs in på nytt och gör om ändringen.',
  },
  'idempotencyKey.busy': { text: 'Det håller redan på att göras.', cure: 'Vänta ett ögonblick.' },
  'idempotencyKey.reused': {
    text: 'Det har redan gjorts, med andra värden.',
    cure: 'Läs in på nytt och se efter.',
  },
  'idempotencyKey.invalid': {
    text: 'Det går inte att skicka så här.',
    cure: 'Läs in sidan på nytt och försök igen.',
  },
  csrf: { text: 'Inloggningen har bytts under tiden.', cure: 'Läs in sidan på nytt och försök igen.' },
  origin: {
    text: 'Rollcall öppnades på en annan adress än sin egen.',
    cure: 'Öppna Rollcall på dess egen adress. Stämmer den, be den som sköter servern att sätta ROLLCALL_ORIGIN.',
  },
  'signIn.required': { text: 'Du är inte inloggad.', cure: 'Logga in.' },
  'signIn.wrong': { text: 'E-postadressen och lösenordet hör inte ihop.', cure: 'Kontrollera båda.' },
  'signIn.slowed': {
    text: 'Det blev fel lösenord för många gånger.',
    cure: 'Vänta en stund och försök igen.',
  },
  'password.wrong': { text: 'Lösenordet är fel.', cure: 'Ange det du loggar in med i dag.' },
  'password.none': {
    text: 'Du loggar in med företagets konto och har inget lösenord här.',
    cure: 'Byt det där. En annan administratör kan skicka dig en länk för att välja ett lösenord här.',
  },
  'email.taken': {
    text: 'En annan administratör har den e-postadressen.',
    cure: 'Ange en annan adress. Kanske är personen redan inbjuden.',
  },
  'link.over': {
    text: 'Länken är redan använd, för gammal eller inte hel.',
    cure: 'Kopiera hela länken, eller be en administratör om en ny.',
  },
  'firstAdministrator.exists': {
    text: 'Det finns redan en administratör.',
    cure: 'Logga in, eller be en operatör om en inbjudan.',
  },
  'administrator.disabled': { text: 'Personen är utestängd.', cure: 'Släpp in personen igen först.' },
  'operator.last': {
    text: 'Det här är den sista operatören som kan logga in.',
    cure: 'Bjud in en operatör till först, och vänta tills inbjudan är antagen.',
  },
  'oidc.failed': {
    text: 'Inloggningen påbörjades inte i den här webbläsaren, eller för länge sedan.',
    cure: 'Börja om från inloggningssidan.',
  },
  'oidc.refused': {
    text: 'Företagets inloggning släppte inte in dig.',
    cure: 'Börja om och gör som den ber om.',
  },
  'oidc.unavailable': { text: 'Företagets inloggning svarar inte.', cure: 'Vänta en stund och försök igen.' },
  'oidc.unknown': {
    text: 'Du är inloggad hos företaget, men är ingen administratör i Rollcall.',
    cure: 'Be en administratör bjuda in din adress.',
  },
  'oidc.unverified': {
    text: 'Företagets inloggning intygar inte att e-postadressen är din.',
    cure: 'Bekräfta adressen där.',
  },
  'oidc.otherPerson': {
    text: 'Administratören med den adressen har loggat in med ett annat konto förut.',
    cure: 'Logga in med det kontot, eller be en administratör bjuda in dig på nytt.',
  },
  'name.taken': { text: 'Namnet är upptaget.', cure: 'Välj ett annat namn.' },
  'company.unknown': { text: 'Företaget finns inte.', cure: 'Välj ett som finns.' },
};
