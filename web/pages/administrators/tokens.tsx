// API tokens of the company: which programs reach it, until when; a new one, whose secret is shown this once; revoking one.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Token } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useCan } from '../../api/me.ts';
import { usePages } from '../../api/use-pages.ts';
import { CompanyList } from '../../frame/company-list.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useWords } from '../../words/words.tsx';
import { NewTokenDialog } from './new-token.tsx';
import { RevokeToken } from './revoke-token.tsx';
import classes from './administrators.module.css';

/** From then on it is said in colour that a token ends soon. */
const SOON_DAYS = 30;

export function Tokens(): ReactNode {
  const { words } = useWords();
  if (useCompanyId() !== null) return <CompanyTokens />;
  return (
    <Stack maw={420}>
      <Text c="dimmed">{words.frame.companies.chooseText}</Text>
      <CompanyList isPart onDone={() => undefined} />
    </Stack>
  );
}

function CompanyTokens(): ReactNode {
  const { words } = useWords();
  const mayChange = useCan()('token.change');
  const tokens = usePages('/companies/{company}/tokens', { query: { limit: 100 } });
  const [isNew, setNew] = useState(false);
  const create = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
      {words.administrators.tokens.create}
    </Button>
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text c="dimmed">{words.administrators.tokens.lead}</Text>
        {tokens.items.length > 0 && create}
      </Group>
      {tokens.error ? (
        <Failed error={tokens.error} onRetry={tokens.readAgain} />
      ) : tokens.isPending ? (
        <Loading />
      ) : tokens.items.length === 0 ? (
        <Empty
          title={words.administrators.tokens.empty}
          text={words.administrators.tokens.emptyText}
          action={create}
        />
      ) : (
        <TokenTable tokens={tokens.items} mayChange={mayChange} />
      )}
      {tokens.hasMore && (
        <Button onClick={tokens.readMore} loading={tokens.isReadingMore}>
          {words.administrators.more}
        </Button>
      )}
      {isNew && <NewTokenDialog onClose={() => setNew(false)} />}
    </Stack>
  );
}

function TokenTable({ tokens, mayChange }: { tokens: readonly Token[]; mayChange: boolean }): ReactNode {
  const { words, format } = useWords();
  const texts = words.administrators.tokens;
  const [revoked, setRevoked] = useState<Token | null>(null);
  const heads = [texts.name, texts.role, texts.begins, texts.createdBy, texts.lastUsed, texts.expires].map(
    (label) => ({ label }),
  );
  const all = mayChange ? [...heads, { label: texts.revoke, isHidden: true }] : heads;
  return (
    <>
      <SimpleTable label={words.administrators.tabs.tokens} heads={all}>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row" className={classes['name']}>
              {token.name}
            </th>
            <td>{words.administrators.roles[token.role].name}</td>
            <td>
              <code>{token.prefix}…</code>
            </td>
            <td>
              {token.createdBy}, {format.date(token.createdAt)}
            </td>
            <td>
              {token.lastUsedAt === null ? words.administrators.never : format.dateTime(token.lastUsedAt)}
            </td>
            <td>
              <Expiry at={token.expiresAt} />
            </td>
            {mayChange && (
              <td data-deeds>
                <Button
                  size="compact-sm"
                  color="red"
                  aria-label={texts.revokeOf(token.name)}
                  onClick={() => setRevoked(token)}
                >
                  {texts.revoke}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </SimpleTable>
      {revoked && <RevokeToken token={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function Expiry({ at }: { at: string }): ReactNode {
  const { words, format } = useWords();
  const [now] = useState(() => Date.now());
  const days = Math.ceil((Date.parse(at) - now) / 86_400_000);
  if (days > SOON_DAYS) return format.date(at);
  const texts = words.administrators.tokens;
  return (
    <Badge color={days > 7 ? 'amber' : 'red'} variant="light" title={format.dateTime(at)}>
      {days > 0 ? texts.soon(days, format.number(days)) : texts.expired}
    </Badge>
  );
}
