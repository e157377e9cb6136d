// Words of Provider Settings: editor, what is wrong in it, the values read, the connection test. Swedish.
import { plural } from '../plural.ts';

export const provider = {
  title: 'Inställningar för leverantör',
  text: 'Värdena från er app i Azure, som JSON i Provider Settings.',
  label: 'Provider Settings',
  how: 'Så vill du fylla i',
  ways: { fields: 'Fält', json: 'JSON' },
  valid: 'Provider Settings är giltig JSON',
  invalid: 'Varning: formateringen är felaktig – mallen kan inte sparas',
  refused: 'Varning: Microsoft godtar inte värdena – mallen kan inte sparas',
  format: 'Formatera',
  editorHelp: 'Tab lämnar redigeraren. F8 går till nästa problem.',
  faults: 'Problem i Provider Settings',
  place: (line: string, column: string) => `Rad ${line}, kolumn ${column}`,
  mend: { replaceAll: 'Byt alla', remove: 'Ta bort', add: 'Lägg till' },
  useGroup: (name: string) => `Använd ${name}`,
  groupKind: (kind: string, id: string) => `${kind}, ${id}`,
  fields: {
    tenantId: 'Tenant ID',
    clientId: 'Client ID',
    secret: 'Client secret',
    memberOf: 'Grupper',
    notMemberOf: 'Grupper som aldrig är med',
  },
  help: {
    tenantId: 'Directory (tenant) ID på appens översikt i Azure.',
    clientId: 'Application (client) ID på appens översikt i Azure.',
    secret: 'Hemlighetens värde (Value), inte dess ID. Sparas krypterat och visas aldrig igen.',
    memberOf: 'Ett namn eller objekt-ID per rad. Tomt betyder alla i företaget.',
    notMemberOf: 'Ett namn eller objekt-ID per rad. Går före grupperna ovan.',
  },
  values: 'Tolkade värden',
  invalidValue: 'Ogiltigt',
  missingValue: 'Saknas',
  stored: 'Sparad, visas inte',
  storedCertificate: 'Certifikat, sparat och visas inte',
  given: 'Ny, sparas krypterad',
  givenCertificate: 'Nytt certifikat, sparas krypterat',
  next: 'Nästa hemlighet',
  nextStates: {
    none: 'Ingen',
    notWorking: 'Fungerar inte än',
    unanswered: 'Inte provad än',
  } as Readonly<Record<string, string>>,
  nextGiven: 'Ny, tar över när den fungerar',
  everybody: 'Alla i företaget',
  members: (count: number, shown: string) => plural(count, shown, '# person', '# personer'),
  groupId: (id: string) => `Objekt-ID ${id}`,
  guide: 'Öppna guiden för Azure-appen',
  test: 'Testa anslutningen',
  testOff: 'Rätta först det som är fel i Provider Settings.',
  testOk: 'Anslutningen fungerar',
  testFailed: 'Anslutningen fungerar inte än',
  testSteps: 'Så gick det',
  steps: {
    token: 'Logga in med appens hemlighet',
    users: 'Behörigheten User.Read.All',
    groups: 'Behörigheten Group.Read.All',
    group: (name: string) => `Gruppen ${name}`,
    ruleGroup: (name: string, rule: string) => `Gruppen ${name}, som regeln ${rule} frågar efter`,
    people: 'Läsa de första personerna',
  },
  stepStates: { ok: 'Klart', failed: 'Misslyckades', untried: 'Inte provat', running: 'Pågår' },
  peopleRead: (count: number, shown: string) =>
    count >= 999
      ? 'De första 999 personerna lästes.'
      : plural(count, shown, '# person lästes.', '# personer lästes.'),
  connection: {
    ok: 'Anslutningen är provad',
    failed: 'Anslutningen fungerar inte',
    notChecked: 'Anslutningen är inte provad sedan den ändrades',
  },
  expires: 'Hemligheten går ut',
  expiresHelp: 'Datumet under Expires i Azure. Du får mail 60, 30, 14, 7, 3 och 1 dagar innan.',
  expiresRead: 'Läst i Entra ID.',
  expiresCertificate: 'Står i certifikatet.',
  /** By the code of the check that server and portal share. */
  faultWords: {
    'json.empty': () => 'Klistra in Provider Settings eller använd guiden.',
    'json.curlyQuotes': () => 'Typografiska citattecken (” “) måste bytas mot raka (").',
    'json.singleQuotes': () => 'Enkla citattecken (\') måste bytas mot dubbla (").',
    'json.commaMissing': () => 'Det saknas ett kommatecken före den här raden.',
    'json.commaExtra': () => 'Kommatecknet före den avslutande parentesen ska bort.',
    'json.cutShort': () => 'Texten tar slut för tidigt – en avslutande parentes saknas.',
    'json.textUnclosed': () => 'Det saknas ett citattecken i slutet av värdet.',
    'json.invalid': () =>
      'Det här är inte JSON. Skriv fält och värden inom raka citattecken, med kolon emellan.',
    'object.expected': ({ key }) =>
      key === '' ? 'Provider Settings ska stå mellan { och }.' : `${key} ska vara ett objekt mellan { och }.`,
    'key.unknown': ({ key, near }) =>
      near === '' ? `Okänt fält ${key}.` : `Okänt fält ${key} – menade du ${near}?`,
    'key.twice': ({ key }) => `Fältet ${key} står två gånger.`,
    'key.missing': ({ key }) => `Fältet ${key} saknas.`,
    'value.notText': ({ key }) => `${key} ska vara en text inom raka citattecken.`,
    'value.empty': ({ key }) => `${key} är tomt. Klistra in värdet från Azure.`,
    'value.tooLong': ({ key, count }) =>
      `${key} är ${count} tecken långt, längre än något sådant värde. Kopiera det igen.`,
    'value.unseenStart': ({ key }) => `${key} har ett osynligt tecken i början.`,
    'value.unseenEnd': ({ key }) => `${key} har ett osynligt tecken i slutet.`,
    'value.unseenInside': ({ key }) => `${key} har ett osynligt tecken mitt i.`,
    'value.example': ({ key, value }) => `${value} är exemplet ur anvisningen. Byt det mot ert eget ${key}.`,
    'guid.expected': ({ key, missing = '', over = '' }) =>
      `${key} ska vara ett GUID, till exempel 8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5a69${
        missing !== ''
          ? `; här saknas ${missing} tecken`
          : over !== ''
            ? `; här är ${over} tecken för mycket`
            : ''
      }.`,
    'tenant.any': ({ value }) => `${value} står för vilken tenant som helst. Skriv er egen Tenant ID.`,
    'secret.isId': () => 'Det här ser ut som hemlighetens ID. Klistra in dess värde (Value) i stället.',
    'secret.noneStored': () => 'Ingen hemlighet är sparad än. Klistra in dess värde (Value).',
    'groups.notList': ({ key }) =>
      `${key} ska vara en lista, till exempel ["Telefoni"], eller [""] för alla.`,
    'group.twice': ({ group }) => `Gruppen ${group} står två gånger.`,
    'group.notFound': ({ group, near }) =>
      near === '' ? `Ingen grupp heter ${group}.` : `Ingen grupp heter ${group}. Menade du ${near}?`,
    'group.ambiguous': ({ group, count }) =>
      `${count === '2' ? 'Två' : count} grupper heter ${group} – välj en.`,
    'date.invalid': ({ key }) => `${key} ska vara ett datum, till exempel 2027-01-31.`,
    'cloud.unknown': ({ cloud, near }) =>
      near === ''
        ? `Det finns inget moln som heter ${cloud}.`
        : `Det finns inget moln som heter ${cloud} – menade du ${near}?`,
    'next.empty': () => 'I next saknas både client_secret och certificate.',
    'next.expiresOfCertificate': () => 'Ett certifikat säger självt när det går ut. Ta bort expires.',
    'credential.both': () => 'Här finns både client_secret och certificate. Behåll det ena.',
    'certificate.isKey': () => 'Det här är en privat nyckel. Här ska certifikatet stå.',
    'certificate.invalid': () => 'Det här är inget certifikat i PEM-form.',
    'key.encrypted': () => 'Den privata nyckeln är skyddad av ett lösenord. Använd en utan lösenord.',
    'key.invalid': () => 'Det här är ingen privat RSA-nyckel i PEM-form.',
  } as Readonly<Record<string, (values: Record<string, string>) => string>>,
};
