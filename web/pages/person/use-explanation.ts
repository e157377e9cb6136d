// Asks for the explanation of one person: by the template that the address names, else by whichever of the company has most to say.
import type { CompanyExplanation, Explanation } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';

export interface Asked {
  /** undefined: on its way; null: the company has no template. */
  explanation: Explanation | null | undefined;
  templateId: string | null;
  template: string;
  /** What each of the company's templates makes of her. */
  templates: CompanyExplanation['templates'];
  isAsking: boolean;
  error: unknown;
  again: () => void;
}

export function useExplanation(who: string, template: string | undefined): Asked {
  const query = { who };
  const anywhere = useRead('/companies/{company}/explain', {
    query: template === undefined ? query : { who, live: 'false' },
  });
  const chosen = useRead(
    '/companies/{company}/sync-templates/{template}/explain',
    { path: { template: template ?? '' }, query },
    { enabled: template !== undefined },
  );
  const asked = template === undefined ? anywhere : chosen;
  const templates = anywhere.data?.templates ?? [];
  const templateId = template ?? anywhere.data?.templateId ?? null;
  return {
    explanation: template === undefined ? anywhere.data?.explanation : chosen.data,
    templateId,
    template: templates.find((one) => one.templateId === templateId)?.template ?? '',
    templates,
    isAsking: asked.isFetching,
    error: asked.data === undefined ? asked.error : null,
    again: () => void asked.refetch(),
  };
}
