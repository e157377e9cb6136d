// When a credential ends, said from 60 days before: amber, and red from 7. Nothing while there is time enough or nobody knows.
import type { ReactNode } from 'react';
import { Badge } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CredentialState } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';

const WARN_DAYS = 60;
const URGENT_DAYS = 7;

export function CredentialBadge({ credential }: { credential: CredentialState }): ReactNode {
  const { words, format } = useWords();
  const days = credential?.daysLeft ?? null;
  if (days === null || days > WARN_DAYS) return null;
  return (
    <Badge
      color={days <= URGENT_DAYS ? 'red' : 'amber'}
      variant="light"
      tt="none"
      leftSection={<IconAlertTriangle size={13} aria-hidden />}
    >
      {words.syncTemplates.expiresIn(days, format.number(days))}
    </Badge>
  );
}
