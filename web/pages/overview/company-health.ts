// How a company is, out of how its sync templates stand: the one thing about it that needs somebody most. Pure.
import type { TemplateStatus } from '../../api/api-types.ts';

export type CompanyHealth =
  | { is: 'failed' | 'waiting' | 'paused' | 'ok' | 'notSetUp' }
  | { is: 'trouble'; count: number };

export function decideHealth(templates: readonly TemplateStatus[]): CompanyHealth {
  if (templates.length === 0) return { is: 'notSetUp' };
  if (templates.some(({ withheld }) => withheld.length > 0)) return { is: 'waiting' };
  const incidents = new Set(templates.flatMap((template) => template.incidents.map(({ id }) => id)));
  if (incidents.size > 0) return { is: 'trouble', count: incidents.size };
  if (templates.some(({ lastRun }) => lastRun?.state === 'failed')) return { is: 'failed' };
  if (templates.every(({ mode }) => mode === 'paused')) return { is: 'paused' };
  return { is: 'ok' };
}

/** ISO 8601 moments of one form sort as texts. null: none has ever gone well. */
export function decideLastSuccess(templates: readonly TemplateStatus[]): string | null {
  const moments = templates.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []);
  return moments.toSorted().at(-1) ?? null;
}
