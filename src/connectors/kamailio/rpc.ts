// Asks a Kamailio by JSON-RPC over HTTP about registrations that are in its own memory, and ends them. Only addresses that are allowed,
// no redirects, bounded answers; what it meets is a failure of the whole exchange.
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { TargetError } from '../target.ts';
import type { Registration } from '../target.ts';
import { openAllowedLookup } from '../webhook/allowed-lookup.ts';
import { openAddressCheck } from '../webhook/network.ts';
import type { AllowedHosts } from '../webhook/network.ts';
import { presentSilence } from '../webhook/present-silence.ts';

const TIMEOUT_MS = 8_000;
/** A user has a handful of contacts. */
const MOST_BYTES = 1_000_000;
/** Not found, as Kamailio says it of who is not registered. */
const NOBODY = 404;

const NOT_ALLOWED =
  'The address of JSON-RPC lies in a network where exchanges may not be; whoever runs the server can allow it with ROLLCALL_TARGET_HOSTS.';

export interface KamailioRpc {
  /** Its own words for itself. */
  readVersion(): Promise<string>;
  /** Names as Kamailio has them: with or without domain. Whoever is not registered is done. */
  endRegistration(name: string): Promise<void>;
  readRegistrations(name: string): Promise<Registration[]>;
  close(): Promise<void>;
}

type Answer = { result: unknown } | { code: number; message: string };

export function openKamailioRpc(options: { url: string; allowed: AllowedHosts }): KamailioRpc {
  const { url, allowed } = options;
  const lookup = openAllowedLookup({ allowed, notAllowed: NOT_ALLOWED });
  const agent = new Agent({ connect: { timeout: TIMEOUT_MS, lookup }, connections: 4 });
  const ask = async (method: string, params: string[]): Promise<unknown> => {
    const answer = await post(url, allowed, agent, { jsonrpc: '2.0', method, params, id: 1 });
    if ('result' in answer) return answer.result;
    if (answer.code === NOBODY) return null;
    throw refused(`Kamailio answers ${method} with "${answer.message}" (${answer.code}).`);
  };
  return {
    async readVersion() {
      const version = await ask('core.version', []);
      return typeof version === 'string' ? version : 'Kamailio';
    },
    async endRegistration(name) {
      await ask('ul.rm', ['location', name]);
    },
    readRegistrations: async (name) => mapContacts(await ask('ul.lookup', ['location', name])),
    close: () => agent.destroy(),
  };
}

async function post(url: string, allowed: AllowedHosts, agent: Agent, body: object): Promise<Answer> {
  const host = new URL(url).hostname.replaceAll(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !openAddressCheck(allowed, host)(host)) throw refused(NOT_ALLOWED);
  let text: string;
  let status: number;
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = answer.statusCode;
    text = await readText(answer.body);
  } catch (error) {
    throw new TargetError(
      'retry',
      'target.unavailable',
      `Kamailio's JSON-RPC at ${url} cannot be reached. ${presentSilence(error, TIMEOUT_MS)}`,
      'See that it runs and that Rollcall may reach it; Rollcall tries again by itself.',
      { cause: error },
    );
  }
  const answer = parseAnswer(text);
  if (answer) return answer;
  throw refused(`What is at ${url} does not speak JSON-RPC (HTTP ${status}).`);
}

const refused = (message: string): TargetError =>
  new TargetError(
    'refused',
    'target.rpc',
    message,
    'Correct the address of JSON-RPC, and let this server in (kamailio.cfg, event_route[xhttp:request]).',
  );

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('The answer has no end.');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string): Answer | null {
  const answer = asObject(parseJson(text));
  if (!answer) return null;
  const error = asObject(answer['error']);
  if (error) return { code: Number(error['code']), message: String(error['message']) };
  return 'result' in answer ? { result: answer['result'] } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

function mapContacts(result: unknown): Registration[] {
  const contacts = asObject(result)?.['Contacts'];
  if (!Array.isArray(contacts)) return [];
  return contacts.flatMap((one) => {
    const contact = asObject(asObject(one)?.['Contact']);
    if (!contact) return [];
    const [address, agent, seconds] = [contact['Address'], contact['User-Agent'], contact['Expires']];
    return [
      {
        contact: typeof address === 'string' ? address : '',
        userAgent: typeof agent === 'string' && agent !== '' ? agent : null,
        expiresAt: typeof seconds === 'number' ? new Date(Date.now() + seconds * 1_000) : null,
      },
    ];
  });
}
