// Applies a settings template anew to everybody who has it: after it was changed they keep what they had until somebody does this.
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SettingsTemplate } from '../../api/api-types.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { ApplyPreview, useApplyPreview } from './apply-preview.tsx';
import { useApply } from './use-apply.ts';

export function ApplyAnew({
  template,
  onClose,
}: {
  template: SettingsTemplate;
  onClose: () => void;
}): ReactNode {
  const { words, format } = useWords();
  const [whom] = useState({ filter: { settingsTemplate: template.id } });
  const preview = useApplyPreview(template.id, whom);
  const apply = useApply(template.id, whom, onClose);
  const change = preview.data?.change ?? 0;
  return (
    <Confirm
      isOpen
      title={words.settingsTemplates.applyTitle(template.name)}
      deed={
        preview.data && change === 0
          ? words.common.close
          : words.settingsTemplates.applyDeed(change, format.number(change))
      }
      isBusy={apply.isPending || preview.isFetching}
      onConfirm={() => {
        if (preview.data && change > 0) apply.mutate(preview.data.fingerprint);
        else onClose();
      }}
      onClose={onClose}
    >
      <ApplyPreview preview={preview} />
      <ToldProblem error={apply.error} />
    </Confirm>
  );
}
