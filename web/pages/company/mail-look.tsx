// How the company's mails look: logo, link, help, answers, its own words; with the mail as it would be beside it, from what stands here now.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { CompanyMail } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget, useReadTagged } from '../../api/use-api.ts';
import { PageFoot } from '../../frame/page-foot.tsx';
import { useFaultFocus } from '../../parts/field-fault.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { isMeanwhile } from '../../parts/use-meanwhile.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { useWords } from '../../words/words.tsx';
import { MailFields } from './mail-fields.tsx';
import { MailPreview } from './mail-preview.tsx';
import { useMailMeanwhile } from './use-mail-meanwhile.ts';

export function MailLook(): ReactNode {
  const read = useReadTagged('/companies/{company}/mail');
  if (read.data) return <MailForm mail={read.data.data} etag={read.data.etag ?? '*'} />;
  if (read.error) return <Failed error={read.error} onRetry={() => void read.refetch()} />;
  return <Loading />;
}

function MailForm({ mail, etag }: { mail: CompanyMail; etag: string }): ReactNode {
  const mayChange = useCan()('company.change');
  const [base, setBase] = useState({ mail, etag });
  const [values, setValues] = useState(mail);
  const isDirty = JSON.stringify(values) !== JSON.stringify(base.mail);
  const save = useSave((saved, tag) => {
    setBase({ mail: saved, etag: tag });
    setValues(saved);
  });
  const { onError, dialog } = useMailMeanwhile({
    base: base.mail,
    mine: values,
    isSaving: save.isPending,
    onChoose(merged, theirs) {
      setBase({ mail: theirs.mail, etag: theirs.etag });
      setValues(merged);
      send(merged, theirs.etag);
    },
  });
  function send(next: CompanyMail, tag: string): void {
    save.mutate({ body: next, etag: tag }, { onError: (error) => void onError(error) });
  }
  const form = useFaultFocus(save.error);
  const problem = save.error instanceof Problem ? save.error : null;
  return (
    <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
      {dialog}
      {save.error && !isMeanwhile(save.error) && <Failed error={save.error} />}
      <MailFields values={values} onChange={setValues} problem={problem} isReadOnly={!mayChange} />
      <MailPreview mail={values} isSaved={!isDirty} />
      {mayChange && (
        <PageFoot>
          <SaveBar
            state={save.isPending ? 'saving' : isDirty ? 'dirty' : 'clean'}
            problems={0}
            onSave={() => send(values, base.etag)}
            onRevert={() => setValues(base.mail)}
            onJump={() => undefined}
          />
        </PageFoot>
      )}
      <UnsavedGuard isDirty={isDirty && mayChange} />
    </form>
  );
}

function useSave(onSaved: (saved: CompanyMail, etag: string) => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: ({ body, etag }: { body: CompanyMail; etag: string }) =>
      api.callTagged('put', '/companies/{company}/mail', { body, ifMatch: etag }),
    onSuccess: async ({ data, etag: next }) => {
      onSaved(data, next ?? '*');
      toast(words.company.saved);
      await forget('/companies/{company}/mail');
    },
  });
}
