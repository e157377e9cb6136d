// The floor that runs are measured against: one connection, /users with the same fields, 999 a page, JSON
// parsed, nothing kept. Prints one JSON line. Run by bench.ts in a process of its own.
import { Agent, request } from 'undici';
import { alwaysSelected } from '../src/plan/scope.ts';

const [url = '', tenant = '', client = '', secret = ''] = process.argv.slice(2);
const dispatcher = new Agent({ connections: 1, pipelining: 1 });

const signIn = await request(`${url}/${tenant}/oauth2/v2.0/token`, {
  method: 'POST',
  dispatcher,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client,
    client_secret: secret,
    scope: `${url}/.default`,
  }).toString(),
});
const { access_token: token } = (await signIn.body.json()) as { access_token: string };

const started = performance.now();
let next: string | undefined = `${url}/v1.0/users?$select=id,${alwaysSelected.join(',')}&$top=999`;
let people = 0;
let bytes = 0;
let requests = 0;
while (next !== undefined) {
  const answer: Awaited<ReturnType<typeof request>> = await request(next, {
    dispatcher,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
  const text = await answer.body.text();
  const page = JSON.parse(text) as { value: unknown[]; '@odata.nextLink'?: string };
  people += page.value.length;
  bytes += Buffer.byteLength(text);
  requests += 1;
  next = page['@odata.nextLink'];
}
const seconds = (performance.now() - started) / 1000;
await dispatcher.close();
process.stdout.write(`${JSON.stringify({ seconds, people, bytes, requests })}\n`);
