// What another administrator has made of how the company's mails look meanwhile: each field, and the own words of each language, by itself.
import { useMemo } from 'react';
import type { CompanyMail } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';

type Welcome = CompanyMail['welcome'];
interface FlatMail extends Omit<CompanyMail, 'welcome'> {
  sv: Welcome['sv'];
  en: Welcome['en'];
}
const keys = ['logo', 'link', 'help', 'replyTo', 'sv', 'en'] as const satisfies readonly (keyof FlatMail)[];
type Key = (typeof keys)[number];

const flatten = ({ welcome, ...rest }: CompanyMail): FlatMail => ({ ...rest, ...welcome });
const join = ({ sv, en, ...rest }: FlatMail): CompanyMail => ({ ...rest, welcome: { sv, en } });

interface MailMeanwhile {
  base: CompanyMail;
  mine: CompanyMail;
  isSaving: boolean;
  onChoose: (merged: CompanyMail, theirs: { mail: CompanyMail; etag: string }) => void;
}

export function useMailMeanwhile({
  base,
  mine,
  isSaving,
  onChoose,
}: MailMeanwhile): ReturnType<typeof useMeanwhile> {
  const { words } = useWords();
  const company = useCompanyId();
  const { mail } = words.company;
  const [was, own] = useMemo(() => [flatten(base), flatten(mine)] as const, [base, mine]);
  return useMeanwhile<FlatMail, Key>({
    subject: ['company', company ?? ''],
    base: was,
    mine: own,
    isSaving,
    keys,
    label: (key) => (key === 'sv' || key === 'en' ? mail.words.own(mail.languages[key]) : mail[key]),
    tell: (key, values) => {
      if (key === 'logo') return values.logo === null ? words.common.no : words.common.yes;
      if (key !== 'sv' && key !== 'en') return values[key] ?? '–';
      const text = values[key];
      return text === null ? words.common.no : `${text.subject} – ${text.body}`;
    },
    read: async (api) => {
      const { data, etag } = await api.callTagged('get', '/companies/{company}/mail', {});
      return { values: flatten(data), etag: etag ?? '*' };
    },
    onChoose: (merged, theirs) => onChoose(join(merged), { mail: join(theirs.values), etag: theirs.etag }),
  });
}
