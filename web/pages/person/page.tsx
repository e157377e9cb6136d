// The page /people/WHO: one person explained in words, whether a run has read her or not. WHO is an object id, or whatever somebody calls
// her by; several fits are chosen from. Entra is asked, and what it said is told apart from what was read before.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { Explanation, PersonExplanation } from '../../api/api-types.ts';
import { Page } from '../../frame/page.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { Choices } from './choices.tsx';
import { Deeds } from './deeds.tsx';
import { Explained } from './explained.tsx';
import { LiveLook } from './live-look.tsx';
import { PersonRun } from './person-run.tsx';
import { usePersonRun } from './use-person-run.ts';
import { useExplanation } from './use-explanation.ts';
import type { Asked } from './use-explanation.ts';
import classes from './person.module.css';

const route = getRouteApi('/in/people/$person');

export function PersonPage(): ReactNode {
  const { words } = useWords();
  const { person: who } = route.useParams();
  const { template } = route.useSearch();
  const asked = useExplanation(who, template || undefined);
  const crumbs = [{ label: words.common.company }, { label: words.people.title, to: '/people' as const }];
  const { explanation } = asked;
  if (asked.error !== null)
    return (
      <Page title={who} crumbs={crumbs}>
        <Failed error={asked.error} what={words.people.explain().failed} onRetry={asked.again} />
      </Page>
    );
  if (explanation === undefined)
    return (
      <Page title={who} crumbs={crumbs}>
        <Loading height={72} />
      </Page>
    );
  return isPerson(explanation) && asked.templateId !== null ? (
    <One key={explanation.person} templateId={asked.templateId} explanation={explanation} asked={asked} />
  ) : (
    <Page title={who} crumbs={crumbs}>
      <NotOne explanation={explanation} />
    </Page>
  );
}

const isPerson = (explanation: Explanation | null): explanation is PersonExplanation =>
  explanation !== null && 'person' in explanation;

function One({
  templateId,
  explanation,
  asked,
}: {
  templateId: string;
  explanation: PersonExplanation;
  asked: Asked;
}): ReactNode {
  const { words } = useWords();
  const { person, name, userPrincipalName } = explanation;
  const run = usePersonRun(templateId, person);
  return (
    <Page
      title={name ?? userPrincipalName ?? person}
      crumbs={[{ label: words.common.company }, { label: words.people.title, to: '/people' }]}
      status={<LiveLook live={explanation.live} isAsking={asked.isAsking} onAgain={asked.again} />}
      actions={<Deeds templateId={templateId} explanation={explanation} run={run} />}
      lead={
        <span className={classes['who']}>
          {userPrincipalName} <CopyText value={person} what={words.people.explain().objectId} />
        </span>
      }
    >
      <PersonRun run={run} />
      <Explained templateId={templateId} template={asked.template} explanation={explanation} />
      <Choices templates={asked.templates} chosen={templateId} />
    </Page>
  );
}

/** Several to choose from, nobody, or a company without a sync template. */
function NotOne({ explanation }: { explanation: Explanation | null }): ReactNode {
  const { words } = useWords();
  const { template } = route.useSearch();
  const w = words.people.explain();
  if (explanation === null) return <Empty title={w.noTemplate} />;
  if (!('several' in explanation)) return <Empty title={w.nobody} text={w.nobodyText} />;
  return (
    <>
      <p>{w.several}</p>
      <ul className={classes['several']}>
        {explanation.several.map(({ person, name, userPrincipalName }) => (
          <li key={person}>
            <Anchor
              component={Link}
              to="/people/$person"
              params={{ person } as never}
              search={(template ? { template } : {}) as never}
            >
              {name ?? words.people.nameless}
            </Anchor>{' '}
            {userPrincipalName} <code>{person}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
