// The welcome message as a new user gets it, in both languages, by the company's own words: what the server would send, shown in a
// frame that can do nothing.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Modal, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCompanyId } from '../../../api/company-id.ts';
import { useApi } from '../../../api/use-api.ts';
import { MailFrame } from '../../../parts/mail-frame.tsx';
import { Failed, Loading } from '../../../parts/states.tsx';
import { useFocusBack } from '../../../parts/use-focus-back.ts';
import { useWords } from '../../../words/words.tsx';
import classes from './form.module.css';

export function WelcomeMailDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { words, language: own } = useWords();
  const [language, setLanguage] = useState<'sv' | 'en'>(own);
  const told = words.syncTemplate;
  useFocusBack();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={760}
      title={told.mailTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Stack>
        <SegmentedControl
          aria-label={words.frame.language}
          value={language}
          onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'sv')}
          data={[
            { value: 'sv', label: told.mailLanguages.sv },
            { value: 'en', label: told.mailLanguages.en },
          ]}
        />
        <p className={classes['note']}>{told.mailForWhom}</p>
        {isOpen && <Preview language={language} />}
      </Stack>
    </Modal>
  );
}

function Preview({ language }: { language: 'sv' | 'en' }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const company = useCompanyId();
  const preview = useQuery({
    queryKey: ['/companies/{company}/mail/preview', company, language],
    queryFn: () => api.call('post', '/companies/{company}/mail/preview', { body: { language } }),
  });
  const told = words.syncTemplate;
  if (preview.isError)
    return <Failed error={preview.error} what={told.mailFailed} onRetry={() => void preview.refetch()} />;
  const mail = preview.data?.mail;
  if (!preview.data) return <Loading rows={5} />;
  if (!mail) return <Failed error={preview.data.faults[0]?.message ?? ''} what={told.mailFailed} />;
  return (
    <div lang={language}>
      <p>
        {told.mailSubject}: <strong>{mail.subject}</strong>
      </p>
      <MailFrame html={mail.html} title={mail.subject} />
    </div>
  );
}
