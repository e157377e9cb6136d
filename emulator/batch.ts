// POST /$batch (REFERENCE 7): up to 20 parts, all at once or one after another by dependsOn, answered in an
// order of the service's own. 200 whenever the envelope can be read, whatever became of the parts.
import { answerJson, type GraphAnswer } from './graph-call.ts';
import { badRequest, GraphError } from './graph-error.ts';
import type { BatchPartLog, GraphRequest } from './graph-request.ts';

interface Part {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  dependsOn: string[];
}

const MOST_PARTS = 20;

function parsePart(raw: unknown): Part {
  if (typeof raw !== 'object' || raw === null) throw badRequest('Invalid batch payload format.');
  const { id, method, url, headers, body, dependsOn } = raw as Record<string, unknown>;
  if (typeof id !== 'string' || id === '')
    throw badRequest('Each batch request needs an id that is a string.');
  if (typeof method !== 'string' || typeof url !== 'string')
    throw badRequest(`Batch request '${id}' needs method and url.`);
  const lower = Object.fromEntries(
    Object.entries(typeof headers === 'object' && headers !== null ? headers : {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
  if (body !== undefined && lower['content-type'] === undefined) {
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: lower,
    body: body === undefined ? '' : JSON.stringify(body),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

function parseParts(body: unknown): Part[] {
  const requests = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > MOST_PARTS) {
    throw new GraphError(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`,
    );
  }
  const parts = requests.map(parsePart);
  const ids = new Set(parts.map(({ id }) => id.toLowerCase()));
  if (ids.size < parts.length) throw badRequest('Request Id has to be unique in a batch.');
  checkDependencies(parts);
  return parts;
}

/** Each part waits for one that stands before it, or none waits at all. */
function checkDependencies(parts: readonly Part[]): void {
  const seen = new Set<string>();
  for (const part of parts) {
    const unknown = part.dependsOn.find((id) => !seen.has(id.toLowerCase()));
    if (unknown !== undefined)
      throw badRequest(`Batch request '${part.id}' depends on '${unknown}', which does not come before it.`);
    seen.add(part.id.toLowerCase());
  }
}

const failedDependency = (): GraphAnswer => ({
  status: 424,
  headers: {},
  body: JSON.stringify({
    error: { code: 'FailedDependency', message: 'A request this one depends on has failed.' },
  }),
});

function planRequest(envelope: GraphRequest, part: Part): GraphRequest {
  if (/^https?:/i.test(part.url) || part.url.replace(/^\//, '').startsWith('$batch')) {
    throw badRequest(`Batch request '${part.id}' must have a relative url and may not be a batch.`);
  }
  const [path = '', ...query] = part.url.replace(/^\/?/, '/').split('?');
  return {
    ...envelope,
    method: part.method,
    path: `/v1.0${path}`,
    query: query.join('?'),
    headers: part.headers,
    body: part.body,
  };
}

function presentPart(id: string, answer: GraphAnswer): string {
  const isJson = answer.headers['Content-Type']?.startsWith('application/json') ?? true;
  const body = isJson ? answer.body : JSON.stringify(answer.body);
  return `{"id":${JSON.stringify(id)},"status":${answer.status},"headers":${JSON.stringify(answer.headers)},"body":${body}}`;
}

export function answerBatch(
  envelope: GraphRequest,
  body: unknown,
  answerPart: (part: GraphRequest) => GraphAnswer,
  log: BatchPartLog[],
): GraphAnswer {
  if (envelope.method !== 'POST')
    throw new GraphError(405, 'Request_BadRequest', 'Only POST is allowed for $batch.');
  const parts = parseParts(body);
  const requests = parts.map((part) => ({ part, request: planRequest(envelope, part) }));
  const failed = new Set<string>();
  const responses = requests.map(({ part, request }) => {
    const isBlocked = part.dependsOn.some((id) => failed.has(id.toLowerCase()));
    const answer = isBlocked ? failedDependency() : answerPart(request);
    if (answer.status >= 400) failed.add(part.id.toLowerCase());
    log.push({ method: part.method, url: part.url, status: answer.status });
    return presentPart(part.id, answer);
  });
  // Never in the order asked, so that nobody relies on it.
  return answerJson(`{"responses":[${responses.toReversed().join(',')}]}`);
}
