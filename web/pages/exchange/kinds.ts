// The settings of each kind of exchange as fields of the form, in the order of the page. What a value may be the kind's own check on the
// server says. Pure.

export const kinds = ['asterisk', 'kamailio', 'scim'] as const;

export interface Field {
  /** The setting's own key. */
  key: string;
  as: 'text' | 'number' | 'choice' | 'switch';
  choices?: readonly string[];
  isRequired?: boolean;
}

type SectionName = 'connection' | 'phones' | 'service' | 'rules';
export type FieldsOfKind = Readonly<Record<SectionName, readonly Field[]>>;

const text = (key: string, isRequired = false): Field => ({ key, as: 'text', isRequired });
const number = (key: string): Field => ({ key, as: 'number' });
const choice = (key: string, ...choices: string[]): Field => ({ key, as: 'choice', choices });
const flag = (key: string): Field => ({ key, as: 'switch' });

const database = [
  text('host', true),
  number('port'),
  text('database', true),
  text('schema'),
  choice('tls', 'verify', 'require', 'off'),
  text('user', true),
];
const rules = [flag('suspendLeaving')];

const fields: Readonly<Record<string, FieldsOfKind>> = {
  asterisk: {
    connection: database,
    phones: [
      text('realm', true),
      text('phoneServer'),
      text('numberContext'),
      text('transport'),
      text('codecs'),
      number('maxContacts'),
    ],
    service: [],
    rules,
  },
  kamailio: {
    connection: database,
    phones: [text('realm', true), text('phoneServer'), choice('location', 'database', 'rpc'), text('rpcUrl')],
    service: [],
    rules,
  },
  scim: {
    connection: [text('url', true), number('perMinute')],
    phones: [],
    service: [
      flag('numbersAreContactOnly'),
      choice('remove', 'delete', 'deactivate'),
      choice('changes', 'auto', 'patch', 'put'),
    ],
    rules,
  },
};

/** null: the form knows nothing of this kind. */
export const fieldsOf = (kind: string): FieldsOfKind | null => fields[kind] ?? null;

/** What the server takes for what is left out, so that the form shows it beforehand. */
export const beginnings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  asterisk: {
    port: 5432,
    schema: 'public',
    tls: 'verify',
    numberContext: 'vaxel',
    codecs: 'alaw,ulaw',
    maxContacts: 3,
    suspendLeaving: false,
  },
  kamailio: { port: 5432, schema: 'public', tls: 'verify', location: 'database', suspendLeaving: false },
  scim: { numbersAreContactOnly: true, remove: 'delete', changes: 'auto', suspendLeaving: false },
};
