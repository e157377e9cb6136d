// What a run, a template or the whole company is troubled by, by its code: why a run failed or was refused, brakes, number series,
// credentials, webhooks. Swedish.
import { plain } from '../reason-shape.ts';

const runTroubles = {
  'credential.wrong': plain(
    'Hemligheten är fel',
    'Microsoft godtar inte hemligheten (client_secret).',
    'Skapa en ny hemlighet i Azure, kopiera dess värde (Value) och spara det i Provider Settings.',
  ),
  'credential.expired': plain(
    'Hemligheten har gått ut',
    'Hemligheten (client_secret) har gått ut.',
    'Skapa en ny hemlighet i Azure och spara dess värde i Provider Settings.',
  ),
  'credential.isId': plain(
    'Hemlighetens ID i stället för värdet',
    'I Provider Settings står hemlighetens ID och inte dess värde.',
    'Skapa en ny hemlighet i Azure och klistra in dess värde (Value): det visas bara en gång.',
  ),
  'app.unknown': plain(
    'Appen finns inte',
    'Ingen app med det client_id som står i Provider Settings finns i katalogen.',
    'Kontrollera Application (client) ID på appens sida i Azure.',
  ),
  'tenant.unknown': plain(
    'Katalogen finns inte',
    'Ingen Entra-katalog har det tenant_id som står i Provider Settings.',
    'Kontrollera Directory (tenant) ID på appens sida i Azure.',
  ),
  'permission.missing': plain(
    'Behörighet saknas',
    'Appen saknar en behörighet som behövs för att läsa personer eller grupper.',
    'Lägg till User.Read.All och Group.Read.All (application) och tryck Grant admin consent i Azure.',
  ),
  'group.notFound': plain(
    'Gruppen finns inte',
    'En grupp som mallen hämtar finns inte längre i Entra ID.',
    'Välj en annan grupp i Provider Settings, eller återställ den i Entra ID.',
  ),
  'group.ambiguous': plain(
    'Flera grupper har samma namn',
    'Flera grupper i Entra ID har det namn som står i Provider Settings.',
    'Skriv gruppens ID i stället för dess namn.',
  ),
  'graph.throttled': plain(
    'Microsoft bad oss vänta för länge',
    'Microsoft tog inte emot fler frågor under en lång tid.',
    'Inget behöver göras: nästa synkronisering försöker igen.',
  ),
  'graph.unavailable': plain(
    'Microsoft svarar inte',
    'Microsoft Graph gick inte att nå.',
    'Inget behöver göras om det går över. Annars: se status.cloud.microsoft och att servern når internet.',
  ),
  'graph.protocol': plain(
    'Oväntat svar från Microsoft',
    'Microsoft Graph svarade på ett sätt som inte går att tolka.',
    'Försök igen. Händer det varje gång: skicka orsaken till den som sköter Rollcall.',
  ),
  'provider.invalid': plain(
    'Provider Settings är ofullständiga',
    'Provider Settings går inte att använda som de är.',
    'Öppna mallen och åtgärda det som står under Provider Settings.',
  ),
  'template.paused': plain(
    'Mallen står på Pausa',
    'Mallen står på Pausa, så inget ändrades.',
    'Välj Användarsynk eller Enbart nya användare. En förhandsgranskning går att göra ändå.',
  ),
  'template.busy': plain(
    'En synkronisering pågår redan',
    'Mallen synkroniseras just nu och en till väntar redan på sin tur.',
    'Vänta tills båda är klara.',
  ),
  'template.retiring': plain(
    'Mallen är borttagen',
    'Mallen är borttagen och låter sina användare gå, så den läser ingen längre.',
    'Vänta tills den sista användaren är borta, eller ta bort mallen en gång till och behåll dem som är kvar.',
  ),
  'plan.changed': plain(
    'Planen är en annan nu',
    'Något har ändrats sedan förhandsgranskningen, så inget genomfördes.',
    'Titta på stegen nedan, som är vad som skulle hända nu, och genomför dem i stället.',
  ),
  'preview.expired': plain(
    'Förhandsgranskningen är för gammal',
    'Förhandsgranskningen är äldre än 24 timmar.',
    'Gör en ny förhandsgranskning.',
  ),
  'preview.used': plain(
    'Redan genomförd',
    'Förhandsgranskningen är redan genomförd.',
    'Inget behöver göras. Gör en ny för att se vad som återstår.',
  ),
  'preview.unknown': plain(
    'Ingen plan att genomföra',
    'Det här är ingen förhandsgranskning med en plan som går att genomföra.',
    'Gör en ny förhandsgranskning.',
  ),
  'approval.stale': plain(
    'Godkännandet gäller inte längre',
    'Det är inte den senaste synkroniseringen som höll inne de här stegen, eller så är den redan godkänd.',
    'Öppna mallens senaste synkronisering och godkänn den.',
  ),
  'approval.changed': plain(
    'Listan är en annan nu',
    'Fler skulle beröras än de som godkändes, eller på ett annat sätt. Inget av det godkända genomfördes.',
    'Titta på stegen som hölls inne den här gången och godkänn den här synkroniseringen.',
  ),
  'run.interrupted': plain(
    'Avbruten',
    'Synkroniseringen avbröts innan den var klar. Inget av den genomfördes.',
    'Inget behöver göras: nästa synkronisering läser och planerar på nytt.',
  ),
  'database.unavailable': plain(
    'Databasen svarade inte',
    'Databasen gick inte att använda.',
    'Be den som sköter Rollcall se till att databasen är igång och har plats, och försök igen.',
  ),
  'person.unknown': plain(
    'Personen finns inte',
    'Ingen person i Entra ID har den adressen eller det numret.',
    'Kontrollera stavningen, eller använd personens objekt-ID.',
  ),
  'undo.nothing': plain(
    'Inget att ångra',
    'Det ändrade ingen användare, så det finns inget att ta tillbaka.',
    'Välj en synkronisering eller en ändring som gjorde något.',
  ),
  'undo.impossible': plain(
    'Inget av det går att ångra',
    'Inget av det går att ta tillbaka: varje rad nedan säger varför.',
    'Ångra det som kom senare först, eller ändra användarna för hand.',
  ),
  internal: plain(
    'Ett fel i Rollcall',
    'Programmet gjorde ett misstag. Inget av synkroniseringen genomfördes.',
    'Skicka orsaken och referensen till den som sköter Rollcall.',
  ),
} as const;

const lasting = {
  'brake.removals': plain(
    'Spärr: många skulle sluta eller tas bort',
    'Fler användare än gränsen tillåter skulle sluta eller tas bort. De stegen hålls inne.',
    'Granska listan och godkänn den, eller rätta det som är fel i Entra ID.',
  ),
  'brake.numbers': plain(
    'Spärr: många skulle byta nummer',
    'Fler användare än gränsen tillåter skulle byta PSTN Fixed. De stegen hålls inne.',
    'Granska listan och godkänn den, eller rätta det som är fel i Entra ID.',
  ),
  'brake.creates': plain(
    'Spärr: många skulle skapas',
    'Fler användare än gränsen tillåter skulle skapas. De stegen hålls inne.',
    'Granska listan och godkänn den, eller begränsa mallens urval.',
  ),
  'series.usedUp': plain(
    'Nummerserien är slut',
    'En nummerserie har inga lediga nummer kvar.',
    'Beställ fler nummer och lägg till dem, eller frigör reserverade nummer och nummer i karens.',
  ),
  'series.runsOut': plain(
    'Nummerserien tar snart slut',
    'En nummerserie tar slut inom kort i den takt som numren går åt.',
    'Beställ fler nummer och lägg till dem, eller frigör reserverade nummer och nummer i karens.',
  ),
  'series.low': plain(
    'Få nummer kvar',
    'En nummerserie har få lediga nummer kvar.',
    'Beställ fler nummer och lägg till dem, eller frigör reserverade nummer och nummer i karens.',
  ),
} as const;

export const troubles = { ...runTroubles, ...lasting };
