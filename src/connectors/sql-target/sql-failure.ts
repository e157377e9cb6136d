// What a failure of an exchange's database comes to: whether somebody has to do something, who, and what. What one user's row met is
// told apart from what the whole exchange meets. Pure.
import { TargetError } from '../target.ts';
import type { TargetErrorClass } from '../target.ts';

interface Meaning {
  is: TargetErrorClass;
  code: `target.${string}`;
  says: string;
  cure: string;
}

const UNAVAILABLE: Meaning = {
  is: 'retry',
  code: 'target.unavailable',
  says: 'The database of the exchange cannot be reached',
  cure: 'See that it runs and that Rollcall may reach host and port; Rollcall tries again by itself.',
};
const BUSY: Meaning = {
  is: 'retry',
  code: 'target.busy',
  says: 'The database of the exchange is busy',
  cure: 'Nothing: Rollcall tries again by itself.',
};
const SCHEMA: Meaning = {
  is: 'refused',
  code: 'target.schema',
  says: 'The database lacks a table or column that the exchange has',
  cure: 'Correct database and schema in the settings, or load the exchange’s own tables; then test the connection.',
};
const VALUE: Meaning = {
  is: 'rejected',
  code: 'target.value',
  says: 'The database of the exchange does not take a value of this user',
  cure: 'Change the value that the message names.',
};

/** By code of PostgreSQL, Node and TLS; the first that fits. */
const meanings: readonly [RegExp, Meaning][] = [
  [
    /^ADDRESS_NOT_ALLOWED$/,
    {
      is: 'refused',
      code: 'target.addressNotAllowed',
      says: 'The host lies in a network where exchanges may not be',
      cure: 'Whoever runs the server can allow it with ROLLCALL_TARGET_HOSTS.',
    },
  ],
  [
    /^28/,
    {
      is: 'refused',
      code: 'target.credentials',
      says: 'The database of the exchange does not let Rollcall in',
      cure: 'Correct user and password, or let the role in (pg_hba.conf).',
    },
  ],
  [
    /^3D000$/,
    {
      is: 'refused',
      code: 'target.database',
      says: 'There is no such database',
      cure: 'Correct the name of the database in the settings.',
    },
  ],
  [
    /^42501$/,
    {
      is: 'refused',
      code: 'target.rights',
      says: 'The database role may not do what is needed',
      cure: 'Grant it the rights that docs/exchanges.md lists.',
    },
  ],
  [/^(42|3F|0A)/, SCHEMA],
  [
    /^25006$/,
    {
      is: 'retry',
      code: 'target.readOnly',
      says: 'The database of the exchange takes no changes now',
      cure: 'Point the host to the primary server if this one is a standby; Rollcall tries again by itself.',
    },
  ],
  [
    /^23505$/,
    {
      is: 'conflict',
      code: 'target.taken',
      says: 'Something there has the same key',
      cure: 'Remove what the message names at the exchange, or change the user’s value.',
    },
  ],
  [/^(22|23|44|P0)/, VALUE],
  [/^(40|53|55|57)/, BUSY],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_(TLS|SSL)|^NO_TLS$/,
    {
      is: 'refused',
      code: 'target.tls',
      says: 'There is no encrypted connection to the database of the exchange',
      cure: 'Give its server a certificate that is trusted here and bears the host’s name, or choose another "tls".',
    },
  ],
];

/** Of one user's row: another user's may well go through. */
export const isOfOneUser = (error: TargetError): boolean =>
  error.is === 'rejected' || error.is === 'conflict';

/** where: host and port, for the message. A TargetError stays as it is. */
export function mapSqlFailure(error: unknown, where: string): TargetError {
  if (error instanceof TargetError) return error;
  const code = codeOf(error);
  const { is, code: ours, says, cure } = meanings.find(([pattern]) => pattern.test(code))?.[1] ?? UNAVAILABLE;
  const said = saidOf(error, code);
  return new TargetError(is, ours, `${says} (${where}${said === '' ? '' : `: ${said}`}).`, cure, {
    cause: withoutRow(error, code),
  });
}

/** The database quotes the row that it does not take, with the digest in it: neither a message nor a log may. */
const withoutRow = (error: unknown, code: string): unknown =>
  error instanceof Error && 'detail' in error ? Object.assign(new Error(error.message), { code }) : error;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // The driver says this in words alone.
  return /does not support SSL|establishing an SSL/.test(error.message) ? 'NO_TLS' : '';
}

/** What the database says; of a key that is taken also which. */
function saidOf(error: unknown, code: string): string {
  if (!(error instanceof Error)) return String(error);
  const isKey = code === '23505' && 'detail' in error && typeof error.detail === 'string';
  return `${error.message || code}${isKey ? `; ${String(error.detail)}` : ''}`.replace(/\.$/, '');
}
