// Why there was no answer from somebody's HTTP server, as a sentence for whoever gave the address. Pure.
import { AddressNotAllowed } from './allowed-lookup.ts';

/** Codes of the operating system, TLS and the HTTP library ─▶ words. */
const sentences: readonly [RegExp, string][] = [
  [/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/, 'Nothing is known by the name in the address.'],
  [/^ECONNREFUSED$/, 'Nobody takes connections at the address.'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'There is no way to the address.'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/, 'The certificate of the receiver is not trusted.'],
  [/^(EPROTO|ERR_SSL|ERR_TLS|HPE_)/, 'The receiver does not speak HTTPS as it should.'],
];

export function presentSilence(error: unknown, timeoutMs: number): string {
  const refused = findNotAllowed(error);
  if (refused !== null) return refused.message;
  const codes = codesOf(error);
  for (const [pattern, sentence] of sentences) {
    const code = codes.find((found) => pattern.test(found));
    if (code === undefined) continue;
    return /CERT|EPROTO|ERR_|HPE_/.test(code) ? `${sentence} (${code})` : sentence;
  }
  if (codes.some((code) => /TIMEOUT|TimeoutError|AbortError|ETIMEDOUT/i.test(code)))
    return `There was no answer within ${timeoutMs / 1000} seconds.`;
  return 'The connection broke before there was an answer.';
}

/** Of the error and of what caused it; several attempts at once come as one error with a list. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors : [];
  return [...own, error.name, ...[error.cause, ...parts].flatMap((cause) => codesOf(cause, depth + 1))];
}

function findNotAllowed(error: unknown, depth = 0): AddressNotAllowed | null {
  if (error instanceof AddressNotAllowed) return error;
  return error instanceof Error && depth < 4 ? findNotAllowed(error.cause, depth + 1) : null;
}
