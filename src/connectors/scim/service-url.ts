// The address of a service that somebody wrote ─▶ as it is used, or what is wrong with it. What its name stands for is looked at when
// something is sent there (http.ts), and only places that the server's owner allows are gone to. Pure.

export type ParsedServiceUrl = { url: string } | { fault: string; cure: string };

const LOOPBACK = /^(localhost|::1|127\.\d+\.\d+\.\d+)$/u;

export function parseServiceUrl(value: unknown): ParsedServiceUrl {
  const text = typeof value === 'string' ? value : '';
  const url = URL.parse(text);
  if (
    !url ||
    !/^https?:$/u.test(url.protocol) ||
    url.hostname === '' ||
    /\s/u.test(text) ||
    text.length > 2_000
  )
    return { fault: 'It is not a web address.', cure: 'Copy the service’s SCIM address, from https:// on.' };
  if (url.username !== '' || url.password !== '')
    return { fault: 'There is a user name or password in the address.', cure: 'Write it as the secret.' };
  if (url.search !== '' || url.hash !== '')
    return {
      fault: 'There is a ? or a # in the address.',
      cure: 'Write it up to the path, such as https://service.example/scim/v2.',
    };
  const host = url.hostname.replaceAll(/^\[|\]$/gu, '');
  if (url.protocol === 'http:' && !LOOPBACK.test(host))
    return {
      fault: 'What is sent there could be read on the way.',
      cure: 'Use https; http is for this machine only (127.0.0.1, localhost).',
    };
  return { url: url.href.replace(/\/+$/u, '') };
}
