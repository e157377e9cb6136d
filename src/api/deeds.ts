// Deeds of administrators through the API: who does it and from where, and what becomes of a refusal from below.
import type { Hand, HandFailure, HandResult } from '../run/hand-deed.ts';
import type { TemplateDeed } from '../run/template-choice.ts';
import { actorOf } from './parts.ts';
import type { Asked, CompanyEnv } from './parts.ts';
import { Problem, refuse } from './problems.ts';
import type { Refusal } from './problems.ts';

export function handOf(c: Asked<CompanyEnv>): Hand {
  const { parts, principal, company, address } = c.var;
  const { database, clock } = parts;
  return { database, companyId: company.id, actor: actorOf(principal), now: clock(), address };
}

export function templateDeedOf(c: Asked<CompanyEnv>, templateId: string): TemplateDeed {
  const { companyId, actor, now, address } = handOf(c);
  return { companyId, templateId, actor, now, address: address ?? null };
}

/** What was done, or the refusal as a problem. */
export function must<T extends { ok: true } | ({ ok: false } & Refusal)>(
  result: T,
): Extract<T, { ok: true }> {
  if (result.ok) return result as Extract<T, { ok: true }>;
  throw refuse(result as { ok: false } & Refusal);
}

/** The same for deeds on users, which may name several faults, each with its field. */
export function mustDo<T extends object>(result: HandResult<T>): { ok: true } & T {
  if (result.ok) return result;
  throw presentFailure(result);
}

function presentFailure({ code, message, cure, faults }: HandFailure): Problem {
  if (faults === undefined || faults.length === 0) return refuse({ code, message, cure });
  // Form first: whatever else is wrong with a value can only be told once it is one.
  const isForm = faults.some((fault) => /\.(missing|invalid|unknown)$/.test(fault.code));
  const errors = faults.map(({ path, code: what, message: says, cure: helps }) => ({
    path,
    code: what,
    message: says,
    cure: helps,
  }));
  return new Problem(isForm ? 400 : 409, code, message, cure, { errors });
}
