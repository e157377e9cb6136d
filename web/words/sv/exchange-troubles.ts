// What an exchange, or one user there, is troubled by, and what a test of the connection looked at, by the server's own codes. The server's
// sentence stands beside where it knows more. Swedish.

export interface ToldTrouble {
  text: string;
  cure: string;
}

const everywhere: Readonly<Record<string, ToldTrouble>> = {
  'target.unavailable': {
    text: 'Växeln svarar inte.',
    cure: 'Inget behöver göras om det går över. Annars: se efter att växeln är igång och går att nå.',
  },
  'target.unreachable': {
    text: 'Växeln går inte att nå.',
    cure: 'Se efter adressen, och att växeln är igång och går att nå från servern.',
  },
  'target.busy': {
    text: 'Växelns databas är upptagen.',
    cure: 'Inget behöver göras: Rollcall försöker igen.',
  },
  'target.readOnly': {
    text: 'Växelns databas tar inte emot ändringar just nu.',
    cure: 'Peka ut den server som tar emot ändringar.',
  },
  'target.throttled': { text: 'Tjänsten ber om färre anrop.', cure: 'Inget behöver göras: Rollcall väntar.' },
  'target.protocol': {
    text: 'Tjänsten svarade på ett sätt som inte går att tolka.',
    cure: 'Kontrollera adressen. Händer det varje gång: skicka orsaken till den som sköter Rollcall.',
  },
  'target.internal': {
    text: 'Rollcall gjorde ett misstag.',
    cure: 'Skicka orsaken till den som sköter Rollcall.',
  },
  'target.untold': { text: 'Det är okänt vad som hände med användaren i växeln.', cure: 'Försök igen.' },
  'target.credentials': {
    text: 'Växelns databas godtar inte roll och lösenord.',
    cure: 'Rätta roll eller lösenord, testa anslutningen och återuppta.',
  },
  'target.signIn': {
    text: 'Tjänsten godtar inte hemligheten.',
    cure: 'Ange en ny, testa anslutningen och återuppta.',
  },
  'target.refused': {
    text: 'Tjänsten släpper inte in Rollcall.',
    cure: 'Ange en ny token med rätt att läsa och skriva användare, och återuppta.',
  },
  'target.licence': {
    text: 'Tjänsten tar inte emot fler användare.',
    cure: 'Se över licenserna i tjänsten, och återuppta.',
  },
  'target.moved': { text: 'Tjänsten har flyttat.', cure: 'Skriv den nya adressen.' },
  'target.addressWrong': { text: 'Det finns inga användare på adressen.', cure: 'Rätta SCIM-adressen.' },
  'target.addressNotAllowed': {
    text: 'Adressen är i ett nät som den här servern inte får nå.',
    cure: 'Den som sköter servern tillåter den i ROLLCALL_TARGET_HOSTS.',
  },
  'target.rights': {
    text: 'Rollen saknar rättigheter i växelns databas.',
    cure: 'Ge den rättigheterna som dokumentationen räknar upp.',
  },
  'target.schema': {
    text: 'Växelns tabeller är inte de som väntades.',
    cure: 'Rätta databas och schema, eller läs in växelns egna tabeller.',
  },
  'target.database': { text: 'Databasen finns inte.', cure: 'Rätta databasens namn.' },
  'target.tls': {
    text: 'Anslutningen kunde inte krypteras som inställt.',
    cure: 'Kontrollera certifikatet, eller inställningen Kryptering.',
  },
  'target.rpc': {
    text: 'JSON-RPC svarar inte som det ska.',
    cure: 'Rätta adressen och släpp in servern i kamailio.cfg.',
  },
  'target.noSecret': { text: 'Växeln har inget lösenord eller token.', cure: 'Ange det först.' },
  'target.secretUnreadable': { text: 'Den sparade hemligheten går inte att läsa.', cure: 'Ange den igen.' },
  'target.unknownKind': {
    text: 'Den här versionen känner inte till typen av växel.',
    cure: 'Ta bort växeln, eller kör den version den gjordes med.',
  },
};

const ofUsers: Readonly<Record<string, ToldTrouble>> = {
  'target.accountTaken': {
    text: 'Kontot finns redan i växeln och är inte Rollcalls.',
    cure: 'Låt användaren ta över posten under Okända poster, eller ta bort den i växeln.',
  },
  'target.numberTaken': {
    text: 'Numret finns redan i växeln hos någon annan.',
    cure: 'Låt användaren ta över posten, ta bort numret i växeln, eller ge användaren ett annat.',
  },
  'target.taken': {
    text: 'Något i växeln har redan samma nyckel.',
    cure: 'Ta bort det i växeln, eller ändra användarens värde.',
  },
  'target.twice': {
    text: 'Tjänsten har användaren flera gånger.',
    cure: 'Ta bort de överflödiga i tjänsten.',
  },
  'target.templateUnmapped': {
    text: 'Användarens mall betyder inget i växeln än.',
    cure: 'Välj under Inställningar vad mallen betyder.',
  },
  'target.value': {
    text: 'Växelns databas tar inte emot ett av användarens värden.',
    cure: 'Ändra värdet som orsaken nämner.',
  },
  'target.account': {
    text: 'Kontot kan inte användas i växeln.',
    cure: 'Ett konto har 1 till 40 tecken av a–z, 0–9, punkt, bindestreck och understreck.',
  },
  'target.adoptedGone': {
    text: 'Kontot som togs över finns inte längre i växeln.',
    cure: 'Skicka användaren en ny länk: då görs kontot igen.',
  },
  'target.userNameMissing': {
    text: 'Användaren saknar det som userName ska göras av.',
    cure: 'Fyll i det, eller gör userName av ett annat fält.',
  },
  'target.rejected': {
    text: 'Tjänsten tog inte emot användaren.',
    cure: 'Ändra det som orsaken nämner, hos användaren eller bland attributen.',
  },
  'target.forbidden': {
    text: 'Tjänsten låter inte användaren ändras.',
    cure: 'Ändra användaren där för hand, eller ge token rätt till skyddade användare.',
  },
  'target.unsupported': {
    text: 'Tjänsten kan inte göra det här.',
    cure: 'Ändra hur ändringar skickas, eller låt borttagna stängas av.',
  },
};

export const exchangeTroubles = {
  troubles: { ...everywhere, ...ofUsers } as Readonly<Record<string, ToldTrouble>>,
  findings: {
    connected: 'Anslutningen',
    writable: 'Skrivrättigheter',
    rights: 'Rättigheter',
    encoding: 'Teckenkodning',
    schema: 'Tabeller och scheman',
    version: 'Version',
    realm: 'SIP-domänen',
    numberContext: 'Kontexten för nummer',
    rpc: 'JSON-RPC',
    numbers: 'Nummer',
    changes: 'Hur ändringar skickas',
    filter: 'Sökning',
    clearPasswords: 'Lösenord i klartext',
  } as Readonly<Record<string, string>>,
};
