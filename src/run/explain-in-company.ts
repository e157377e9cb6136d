// A person explained when nobody has said by which sync template: what each of the company's makes of her in a word, and the whole
// explanation by the one that keeps her user, else by the one that would make her one. Entra is asked for that one alone.
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { ExplainDeps } from './explain-live.ts';
import { explainPerson } from './explain.ts';
import type { Explanation } from './explanation.ts';
import type { ExplanationVerdict } from './present-verdict.ts';

interface TemplateVerdict {
  templateId: string;
  template: string;
  /** nobody: it has not read anybody who fits; several: more than one fits. */
  is: ExplanationVerdict['is'] | 'nobody' | 'several';
  message: string;
}

export interface CompanyExplanation {
  /** The template that explains; null: the company has none. */
  templateId: string | null;
  template: string | null;
  explanation: Explanation | null;
  /** In the order of the company's templates. */
  templates: TemplateVerdict[];
}

export async function explainInCompany(
  deps: ExplainDeps,
  ask: { companyId: string; who: string; isLive: boolean },
): Promise<CompanyExplanation> {
  const { who } = ask;
  const stored = await readSyncTemplates(deps.database.kysely, ask.companyId);
  const all: { verdict: TemplateVerdict; explanation: Explanation }[] = [];
  for (const { template } of stored) {
    const explanation = await explainPerson(deps, { templateId: template.id, who, isLive: false });
    all.push({
      verdict: { templateId: template.id, template: template.name, ...presentShortly(explanation) },
      explanation,
    });
  }
  const [chosen] = all.toSorted((a, b) => rank(a.verdict) - rank(b.verdict));
  const templates = all.map(({ verdict }) => verdict);
  if (!chosen) return { templateId: null, template: null, explanation: null, templates };
  const { templateId, template } = chosen.verdict;
  // By her id, so that the second look finds the very person of the first.
  const { explanation } = chosen;
  const same = explanation.found && 'person' in explanation ? explanation.person : who;
  const asked = ask.isLive ? await explainPerson(deps, { templateId, who: same, isLive: true }) : explanation;
  const shortly = ask.isLive ? { ...chosen.verdict, ...presentShortly(asked) } : chosen.verdict;
  return {
    templateId,
    template,
    explanation: { ...asked, number: explanation.number },
    templates: templates.map((one) => (one.templateId === templateId ? shortly : one)),
  };
}

function presentShortly(explanation: Explanation): Pick<TemplateVerdict, 'is' | 'message'> {
  if (!explanation.found) return { is: 'nobody', message: explanation.message };
  if ('several' in explanation)
    return { is: 'several', message: `${explanation.several.length} people fit.` };
  return explanation.verdict;
}

/** The nearer she is to being a user by a template, the more that template has to say of her. */
const order: readonly TemplateVerdict['is'][] = [
  'user',
  'leaving',
  'next',
  'stopped',
  'several',
  'unknown',
  'otherTemplate',
  'nobody',
];
const rank = ({ is }: TemplateVerdict): number => order.indexOf(is);
