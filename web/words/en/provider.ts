// Words of Provider Settings: editor, what is wrong in it, the values read, the connection test. English.
import { plural } from '../plural.ts';

export const provider = {
  title: 'Provider Settings',
  text: 'The values of your app in Azure, as JSON in Provider Settings.',
  label: 'Provider Settings',
  how: 'How you fill it in',
  ways: { fields: 'Fields', json: 'JSON' },
  valid: 'Provider Settings is valid JSON',
  invalid: 'Warning: the format is wrong – the template can not be saved',
  refused: 'Warning: Microsoft does not accept the values – the template can not be saved',
  format: 'Format',
  editorHelp: 'Tab leaves the editor. F8 goes to the next problem.',
  faults: 'Problems in Provider Settings',
  place: (line: string, column: string) => `Line ${line}, column ${column}`,
  mend: { replaceAll: 'Replace all', remove: 'Remove', add: 'Add' },
  useGroup: (name: string) => `Use ${name}`,
  groupKind: (kind: string, id: string) => `${kind}, ${id}`,
  fields: {
    tenantId: 'Tenant ID',
    clientId: 'Client ID',
    secret: 'Client secret',
    memberOf: 'Groups',
    notMemberOf: 'Groups that are never in',
  },
  help: {
    tenantId: 'Directory (tenant) ID on the app’s overview in Azure.',
    clientId: 'Application (client) ID on the app’s overview in Azure.',
    secret: 'The secret’s value, not its ID. Stored encrypted and never shown again.',
    memberOf: 'One name or object ID per line. Empty means everybody in the company.',
    notMemberOf: 'One name or object ID per line. Goes before the groups above.',
  },
  values: 'Values read',
  invalidValue: 'Invalid',
  missingValue: 'Missing',
  stored: 'Stored, not shown',
  storedCertificate: 'Certificate, stored and not shown',
  given: 'New, stored encrypted',
  givenCertificate: 'New certificate, stored encrypted',
  next: 'Next secret',
  nextStates: {
    none: 'None',
    notWorking: 'Does not work yet',
    unanswered: 'Not tried yet',
  } as Readonly<Record<string, string>>,
  nextGiven: 'New, takes over once it works',
  everybody: 'Everybody in the company',
  members: (count: number, shown: string) => plural(count, shown, '# person', '# people'),
  groupId: (id: string) => `Object ID ${id}`,
  guide: 'Open the Azure app guide',
  test: 'Test connection',
  testOff: 'First put right what is wrong in Provider Settings.',
  testOk: 'The connection works',
  testFailed: 'The connection does not work yet',
  testSteps: 'How it went',
  steps: {
    token: 'Sign in with the app’s secret',
    users: 'Permission User.Read.All',
    groups: 'Permission Group.Read.All',
    group: (name: string) => `Group ${name}`,
    ruleGroup: (name: string, rule: string) => `Group ${name}, which the rule ${rule} asks for`,
    people: 'Read the first people',
  },
  stepStates: { ok: 'Done', failed: 'Failed', untried: 'Not tried', running: 'Running' },
  peopleRead: (count: number, shown: string) =>
    count >= 999
      ? 'The first 999 people were read.'
      : plural(count, shown, '# person was read.', '# people were read.'),
  connection: {
    ok: 'The connection is tested',
    failed: 'The connection does not work',
    notChecked: 'The connection has not been tested since it was changed',
  },
  expires: 'Secret expires',
  expiresHelp: 'The date under Expires in Azure. You get mail 60, 30, 14, 7, 3 and 1 days before.',
  expiresRead: 'Read from Entra ID.',
  expiresCertificate: 'Stands in the certificate.',
  faultWords: {
    'json.empty': () => 'Paste Provider Settings or use the guide.',
    'json.curlyQuotes': () => 'Replace typographic quotes (” “) with straight ones (").',
    'json.singleQuotes': () => 'Replace single quotes (\') with double ones (").',
    'json.commaMissing': () => 'A comma is missing before this line.',
    'json.commaExtra': () => 'Remove the comma before the closing bracket.',
    'json.cutShort': () => 'The text ends too early – a closing bracket is missing.',
    'json.textUnclosed': () => 'A quote is missing at the end of the value.',
    'json.invalid': () =>
      'This is not JSON. Write fields and values between straight quotes, with a colon between them.',
    'object.expected': ({ key }) =>
      key === ''
        ? 'Provider Settings must stand between { and }.'
        : `${key} must be an object between { and }.`,
    'key.unknown': ({ key, near }) =>
      near === '' ? `Unknown field ${key}.` : `Unknown field ${key} – did you mean ${near}?`,
    'key.twice': ({ key }) => `The field ${key} is there twice.`,
    'key.missing': ({ key }) => `The field ${key} is missing.`,
    'value.notText': ({ key }) => `${key} must be a text between straight quotes.`,
    'value.empty': ({ key }) => `${key} is empty. Paste the value from Azure.`,
    'value.tooLong': ({ key, count }) =>
      `${key} is ${count} characters long, longer than any such value. Copy it again.`,
    'value.unseenStart': ({ key }) => `${key} starts with an invisible character.`,
    'value.unseenEnd': ({ key }) => `${key} ends with an invisible character.`,
    'value.unseenInside': ({ key }) => `${key} has an invisible character inside.`,
    'value.example': ({ key, value }) =>
      `${value} is the example of the instructions. Put your own ${key} there.`,
    'guid.expected': ({ key, missing = '', over = '' }) =>
      `${key} must be a GUID, such as 8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5a69${
        missing !== ''
          ? `; ${plural(Number(missing), missing, '# character is', '# characters are')} missing`
          : over !== ''
            ? `; ${plural(Number(over), over, '# character is', '# characters are')} too many`
            : ''
      }.`,
    'tenant.any': ({ value }) => `${value} stands for any tenant. Write your own tenant ID.`,
    'secret.isId': () => 'This looks like the secret’s ID. Paste its value instead.',
    'secret.noneStored': () => 'No secret is stored yet. Paste its value.',
    'groups.notList': ({ key }) => `${key} must be a list, such as ["Telefoni"], or [""] for everybody.`,
    'group.twice': ({ group }) => `The group ${group} is listed twice.`,
    'group.notFound': ({ group, near }) =>
      near === '' ? `No group is called ${group}.` : `No group is called ${group}. Did you mean ${near}?`,
    'group.ambiguous': ({ group, count }) =>
      `${count === '2' ? 'Two' : count} groups are called ${group} – choose one.`,
    'date.invalid': ({ key }) => `${key} must be a date, such as 2027-01-31.`,
    'cloud.unknown': ({ cloud, near }) =>
      near === ''
        ? `There is no cloud called ${cloud}.`
        : `There is no cloud called ${cloud} – did you mean ${near}?`,
    'next.empty': () => 'There is neither client_secret nor certificate in next.',
    'next.expiresOfCertificate': () => 'A certificate says itself when it expires. Remove expires.',
    'credential.both': () => 'There is both a client_secret and a certificate. Keep one of them.',
    'certificate.isKey': () => 'This is a private key. The certificate belongs here.',
    'certificate.invalid': () => 'This is no certificate in PEM form.',
    'key.encrypted': () => 'The private key is protected by a password. Use one without.',
    'key.invalid': () => 'This is no private RSA key in PEM form.',
  } as Readonly<Record<string, (values: Record<string, string>) => string>>,
};
