// The form of a sync template for its parts: what stands in it, how a field is set, and what is wrong with one in words.
import { createContext, use } from 'react';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { ProviderFault } from '../provider/check-provider.ts';
import type { Draft, DraftKey } from './draft.ts';

export interface TemplateForm {
  /** null: it is not saved yet. */
  template: SyncTemplate | null;
  draft: Draft;
  /** As it is saved. */
  base: Draft;
  set: <K extends DraftKey>(key: K, value: Draft[K]) => void;
  /** What is wrong with a field, as a sentence; shown once it has been touched or somebody wants to save. */
  faultOf: (key: DraftKey) => string | undefined;
  providerFaults: readonly ProviderFault[];
  /** Viewers, and a template that is being deleted. */
  isReadOnly: boolean;
}

export const FormContext = createContext<TemplateForm | null>(null);

export function useTemplateForm(): TemplateForm {
  const form = use(FormContext);
  if (!form) throw new Error('there is no form of a sync template around this component');
  return form;
}

/** What a jump to a field's fault finds it by. */
export const fieldId = (key: DraftKey): string => `field-${key}`;
