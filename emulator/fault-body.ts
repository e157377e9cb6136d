// What a fault makes of an answer: another status, another body. Faults of the line itself (resets, slowness,
// pieces) pass through here untouched; server.ts carries them out.
import { answerAadsts } from './aadsts.ts';
import type { FaultEffect } from './faults.ts';
import { expiredPageToken, presentGraphError } from './graph-error.ts';
import type { Json } from './properties.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  410: 'resyncRequired',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

const HTML =
  "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h2>Our services aren't available right now</h2></body></html>";

function withRetryAfter(
  headers: Record<string, string>,
  retryAfter: number | string | undefined,
): Record<string, string> {
  return retryAfter === undefined ? headers : { ...headers, 'Retry-After': String(retryAfter) };
}

/** Objects lose every second of their properties but never their id; the envelope stays whole. */
function halve(value: Json, isTop: boolean): Json {
  if (Array.isArray(value)) return value.map((each) => halve(each, false));
  if (value === null || typeof value !== 'object') return value;
  if (isTop && Array.isArray(value['value'])) return { ...value, value: halve(value['value'], false) };
  const keys = Object.keys(value).filter((key) => !key.startsWith('@odata') && key !== 'id');
  const lost = new Set(keys.filter((_, i) => i % 2 === 1 || keys.length === 1));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !lost.has(key)));
}

function withoutValue(body: string): string {
  const { value: _, ...rest } = JSON.parse(body) as { [key: string]: Json };
  return JSON.stringify(rest);
}

function presentStatus(fault: Extract<FaultEffect, { effect: 'status' }>, now: number): Answer {
  const plain: Record<string, string> = { 'Content-Type': 'application/json' };
  const headers = fault.location === undefined ? plain : { ...plain, Location: fault.location };
  const code = fault.code ?? REASONS[fault.status] ?? 'UnknownError';
  const message = fault.message ?? 'Please retry again later.';
  return {
    status: fault.status,
    headers: withRetryAfter(headers, fault.retryAfter),
    body: presentGraphError({ code, message }, now),
  };
}

export function applyFault(answer: Answer, fault: FaultEffect, now: number): Answer {
  const json = { 'Content-Type': 'application/json' };
  const isJson =
    answer.status < 300 && (answer.headers['Content-Type']?.startsWith('application/json') ?? false);
  switch (fault.effect) {
    case 'status':
      return presentStatus(fault, now);
    case 'aadsts': {
      const failed = answerAadsts(fault.code, {}, now, fault);
      return { ...failed, headers: withRetryAfter(failed.headers, fault.retryAfter) };
    }
    case 'expiredPageToken': {
      const error = expiredPageToken();
      return { status: error.status, headers: json, body: presentGraphError(error, now) };
    }
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: HTML,
      };
    case 'foreignNextLink': {
      const origin = fault.origin ?? 'https://graph.attacker.example';
      return {
        ...answer,
        body: answer.body.replace(/("@odata\.nextLink":")https?:\/\/[^/"]+/, `$1${origin}`),
      };
    }
    case 'truncate':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'invalidJson':
      return { ...answer, body: `${answer.body.slice(0, -1)},}` };
    case 'missingValue':
      return isJson ? { ...answer, body: withoutValue(answer.body) } : answer;
    case 'halfObject':
      return isJson
        ? { ...answer, body: JSON.stringify(halve(JSON.parse(answer.body) as Json, true)) }
        : answer;
    case 'reset':
    case 'resetMidBody':
    case 'slow':
    case 'chunks':
      return answer;
  }
}
