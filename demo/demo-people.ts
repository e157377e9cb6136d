// Three made-up people who can sign in to the demonstration, one of each role, made over the API as anybody would: the first by the
// link that the server prints, the others by invitation.
import { productPassword, productPeople } from './product-people.ts';

interface Asked {
  body: Record<string, unknown>;
  cookie: string;
}

/** token: of the link for the first administrator. */
export async function makeDemoPeople(url: string, token: string): Promise<void> {
  const { operator, ...others } = productPeople;
  const { role: _role, ...first } = operator;
  const secret = { password: productPassword };
  const { body, cookie } = await post(url, 'first-administrator', {
    token,
    ...first,
    ...secret,
    language: 'sv',
  });
  const session = { Cookie: cookie, 'X-CSRF-Token': String(body['csrf']) };
  const companies = await fetch(`${url}/api/v1/companies`, { headers: session });
  const { items } = (await companies.json()) as { items: { id: string }[] };
  for (const person of Object.values(others)) {
    const invited = await post(url, 'administrators', { ...person, company: items[0]?.id }, session);
    const { url: link } = invited.body['invitation'] as { url: string };
    const { firstName, lastName } = person;
    const accepted = { token: link.split('=').at(-1), firstName, lastName, ...secret };
    await post(url, 'invitation/accept', accepted);
  }
}

async function post(
  url: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const answer = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(`${path}: ${String(told['detail'])} ${String(told['cure'])}`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { body: told, cookie: cookie.join('; ') };
}
