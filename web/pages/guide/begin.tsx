// Before a guide: what is needed for it, and the button that begins one. Whoever has the values already goes straight to the form.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SyncTemplate } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Empty, Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { AzureText } from './azure-text.tsx';

/** template: whose secret is to be renewed. */
export function Begin({ template }: { template: SyncTemplate | null }): ReactNode {
  const { words } = useWords();
  const may = useCan()('syncTemplate.change');
  const said = words.guide.begin;
  const begin = useBegin(template);
  const text = template === null ? <AzureText text={said.text} /> : said.renewText;
  const deeds = (
    <Group justify="center">
      <Button variant="filled" loading={begin.isPending} onClick={() => begin.mutate()}>
        {template === null ? said.start : said.renew}
      </Button>
      {template === null && (
        <Button component={Link} to="/integrations/ad-sync/$template" params={{ template: 'new' } as never}>
          {said.haveValues}
        </Button>
      )}
    </Group>
  );
  return (
    <>
      <Empty
        title={template === null ? said.title : words.guide.renewalTitle(template.name)}
        text={may ? text : said.viewer}
        action={may && deeds}
      />
      {begin.error && <Failed error={begin.error} what={said.failed} />}
    </>
  );
}

function useBegin(template: SyncTemplate | null) {
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/guides', {
        body: template === null ? {} : { template: template.id },
        idempotencyKey,
      }),
    onSuccess: async ({ id }) => {
      await forget('/companies/{company}/guides');
      await navigate({
        to: '/integrations/ad-sync/$template/guide',
        params: { template: template?.id ?? id },
        replace: true,
      });
    },
  });
}
