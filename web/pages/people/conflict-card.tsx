// One person with the users she may be: evidence, what linking would change, and the three ways to settle it. Each can be taken back.
import type { ReactNode } from 'react';
import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Candidate, LinkChange, Proposal } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Failed } from '../../parts/states.tsx';
import { After, Before } from '../../parts/diff.tsx';
import { presentFieldName } from '../../steps/field-words.ts';
import { useWords } from '../../words/words.tsx';
import { useEvidenceWords } from './evidence.ts';
import { useConflictDeeds } from './conflict-deeds.ts';
import type { ConflictDeeds } from './conflict-deeds.ts';
import classes from './people.module.css';

export function ConflictCard({ template, proposal }: { template: string; proposal: Proposal }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const deeds = useConflictDeeds(template, proposal);
  const mayDecide = can('person.decide');
  return (
    <li className={classes['card']}>
      <div className={classes['cardHead']}>
        <h2>
          <Link to="/people/$person" params={{ person: proposal.person }} search={{ template }}>
            {proposal.name ?? words.people.nameless}
          </Link>
        </h2>
        <span className={classes['quiet']}>{proposal.userPrincipalName}</span>
      </div>
      {deeds.error !== null && <Failed error={deeds.error} what={words.people.conflicts.refused} />}
      {proposal.candidates.map((candidate) => (
        <CandidateRow
          key={candidate.user}
          candidate={candidate}
          proposal={proposal}
          deeds={mayDecide ? deeds : null}
        />
      ))}
      {mayDecide && <Ways proposal={proposal} deeds={deeds} />}
    </li>
  );
}

function CandidateRow({
  candidate,
  proposal,
  deeds,
}: {
  candidate: Candidate;
  proposal: Proposal;
  /** null: whoever looks may not decide. */
  deeds: ConflictDeeds | null;
}): ReactNode {
  const { words } = useWords();
  const name = useEvidenceWords();
  const person = proposal.name ?? proposal.person;
  return (
    <section
      className={classes['candidate']}
      aria-label={`${words.people.conflicts.candidate} ${candidate.alias}`}
    >
      <div className={classes['about']}>
        <div className={classes['cardHead']}>
          <Link to="/users/$user" params={{ user: candidate.user }}>
            {candidate.alias}
          </Link>
          <span>{candidate.name}</span>
          <span className={classes['quiet']}>
            {[candidate.pstnFixed, candidate.email].filter(Boolean).join(' · ')}
          </span>
          <span className={classes['badges']}>
            {candidate.evidence.map((one) => (
              <span key={one} className={classes['badge']}>
                {name(one)}
              </span>
            ))}
          </span>
        </div>
        <Changes changes={candidate.changes} />
        <Origin {...candidate.origin} />
      </div>
      {deeds && (
        <Button
          aria-label={words.people.conflicts.linkTo(person, candidate.alias)}
          loading={deeds.isBusy}
          onClick={() => deeds.link(candidate)}
        >
          {words.people.conflicts.link}
        </Button>
      )}
    </section>
  );
}

export function Changes({ changes }: { changes: readonly LinkChange[] }): ReactNode {
  const { words } = useWords();
  const w = words.people.conflicts;
  if (changes.length === 0) return <p className={classes['quiet']}>{w.noChanges}</p>;
  return (
    <ul className={classes['changes']} aria-label={w.changes}>
      {changes.map(({ field, from, to, stays }) => (
        <li key={field}>
          <span className={classes['quiet']}>{presentFieldName(field, words)}</span>
          {stays ? (
            <span>
              {from ?? '–'} ({w.stays})
            </span>
          ) : (
            <>
              <Before value={from} /> → <After value={to} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Origin({ kind, template }: Candidate['origin']): ReactNode {
  const { words } = useWords();
  const w = words.people.conflicts;
  const text = template
    ? w.bySync(template)
    : kind === 'hand'
      ? w.byHand
      : kind === 'unknown'
        ? w.ofUnknown
        : null;
  return text && <div className={classes['quiet']}>{text}</div>;
}

function Ways({ proposal, deeds }: { proposal: Proposal; deeds: ConflictDeeds }): ReactNode {
  const { words, format } = useWords();
  const w = words.people.conflicts;
  const person = proposal.name ?? proposal.person;
  const said = proposal.createAnyway;
  return (
    <div className={classes['deeds']}>
      {said && <span>{w.saidBy(said.by?.name ?? '–', format.dateTime(said.at))}</span>}
      {said ? (
        <Button variant="subtle" loading={deeds.isBusy} onClick={deeds.takeCreateBack}>
          {w.takeBack}
        </Button>
      ) : (
        <Tooltip label={w.mustSettle} disabled={proposal.mayCreateAnyway} multiline maw={280}>
          <Button
            aria-label={w.createFor(person)}
            aria-disabled={!proposal.mayCreateAnyway}
            {...(!proposal.mayCreateAnyway && { 'data-disabled': true })}
            {...(!proposal.mayCreateAnyway && { 'aria-description': w.mustSettle })}
            onClick={() => proposal.mayCreateAnyway && deeds.createAnyway()}
          >
            {w.createAnyway}
          </Button>
        </Tooltip>
      )}
      <Button
        variant="subtle"
        aria-label={w.ignorePerson(person)}
        loading={deeds.isBusy}
        onClick={deeds.ignore}
      >
        {w.ignore}
      </Button>
    </div>
  );
}
