// Which of Microsoft's clouds the tenant is in, folded away: nearly everybody's is the usual one.
import type { ReactNode } from 'react';
import { NativeSelect } from '@mantine/core';
import type { Guide } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import type { GuideSaving } from './use-guide-saving.ts';
import classes from './guide.module.css';

interface CloudFieldProps {
  guide: Guide;
  saving: GuideSaving;
  isReadOnly: boolean;
}

export function CloudField({ guide, saving, isReadOnly }: CloudFieldProps): ReactNode {
  const { words } = useWords();
  const all = guide.clouds.includes(guide.cloud) ? guide.clouds : [guide.cloud, ...guide.clouds];
  return (
    <details className={classes['why']} open={guide.cloud !== 'global'}>
      <summary>{words.guide.otherCloud}</summary>
      <NativeSelect
        label={words.guide.fields.cloud}
        description={words.guide.help.cloud}
        data={all}
        value={guide.cloud}
        disabled={isReadOnly}
        maw={420}
        onChange={(event) => saving.save({ cloud: event.currentTarget.value })}
      />
    </details>
  );
}
