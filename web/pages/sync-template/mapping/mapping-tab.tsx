// The tab Field mapping of a sync template: where each field in the exchange comes from, tried on everybody while it is written. It is
// there once people have been read; before that it says so, with the button that reads them.
import type { ReactNode } from 'react';
import { useRead, useReadTagged } from '../../../api/use-api.ts';
import { Failed, Loading } from '../../../parts/states.tsx';
import { useWords } from '../../../words/words.tsx';
import { Editor } from './editor.tsx';
import { NotRead } from './not-read.tsx';

export function MappingTab({ templateId }: { templateId: string }): ReactNode {
  const { words } = useWords();
  const path = { template: templateId };
  const template = useReadTagged('/companies/{company}/sync-templates/{template}', { path });
  const fields = useRead('/companies/{company}/sync-templates/{template}/fields', { path });
  const error = template.error ?? fields.error;
  if (template.data && fields.data) {
    if (fields.data.readAt === null) return <NotRead templateId={templateId} />;
    return <Editor key={templateId} stored={template.data} choices={fields.data.items} />;
  }
  if (!error) return <Loading rows={9} height={56} />;
  const retry = (): void => void Promise.all([template.refetch(), fields.refetch()]);
  return <Failed error={error} what={words.mapping.failed} onRetry={retry} />;
}
