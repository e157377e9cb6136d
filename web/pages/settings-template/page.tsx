// The page /settings-templates/:id: what the template sets and what it leaves alone, who has it, and what can be done with it.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { Problem } from '../../api/problem.ts';
import { useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { templatePath } from './template-path.ts';
import { SettingsTemplateForm } from './settings-template-form.tsx';

const route = getRouteApi('/in/settings-templates/$settingsTemplate');

export function SettingsTemplatePage(): ReactNode {
  const { words } = useWords();
  const { settingsTemplate: id } = route.useParams();
  const read = useReadTagged(templatePath, { path: { settingsTemplate: id } });
  if (read.data) return <SettingsTemplateForm key={id} read={read.data} />;
  const isUnknown = read.error instanceof Problem && read.error.status === 404;
  return (
    <Page
      title={words.settingsTemplates.one}
      crumbs={[
        { label: words.common.company },
        { label: words.settingsTemplates.title, to: '/settings-templates' },
      ]}
    >
      {isUnknown && <Empty title={words.settingsTemplates.unknown} />}
      {!isUnknown && read.error && (
        <Failed
          error={read.error}
          what={words.settingsTemplates.failedOne}
          onRetry={() => void read.refetch()}
        />
      )}
      {!read.error && <Loading rows={8} />}
    </Page>
  );
}
