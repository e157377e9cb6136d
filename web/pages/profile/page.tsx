// Min profil: one's own particulars, looks, password, keys and sessions. Everybody has it, viewers too.
import type { ReactNode } from 'react';
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { useShell } from '../../frame/shell-context.ts';
import { hasSingleKeys, keepSingleKeys } from '../../frame/single-keys.ts';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { About } from './about.tsx';
import { LooksSection } from './looks-section.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';

export function ProfilePage(): ReactNode {
  const { words } = useWords();
  const read = useReadTagged('/me/profile');
  return (
    <Page title={words.profile.title} crumbs={[]}>
      {read.data ? (
        <>
          <About
            profile={read.data.data}
            etag={read.data.etag ?? '*'}
            onReadAgain={async () => {
              const { data } = await read.refetch();
              return data ? { profile: data.data, etag: data.etag ?? '*' } : null;
            }}
          />
          <LooksSection />
          <Password hasPassword={read.data.data.hasPassword} />
          <Keys />
          <Sessions />
        </>
      ) : read.error ? (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Keys(): ReactNode {
  const { words } = useWords();
  const { keys } = words.profile;
  const { openKeys } = useShell();
  const [isOn, setOn] = useState(hasSingleKeys);
  const turn = (on: boolean): void => {
    keepSingleKeys(on);
    setOn(on);
  };
  return (
    <Section title={keys.title} text={keys.text}>
      <Switch
        label={keys.single}
        description={keys.singleText}
        checked={isOn}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <Button w="fit-content" onClick={openKeys}>
        {keys.show}
      </Button>
    </Section>
  );
}
