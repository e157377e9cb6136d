// What stands above the steps of a run that goes no more: the note of a preview, the sentence of what was done, or why not, what to do
// and what is unharmed; and which mails it brings.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { Run, RunFull } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Note } from '../../parts/note.tsx';
import { countChanges } from '../../steps/run-face.ts';
import type { Face } from '../../steps/run-face.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import type { Words } from '../../words/words.tsx';
import type { Format } from '../../words/format.ts';
import classes from './run.module.css';

export function Ending({ run, face }: { run: RunFull; face: Face }): ReactNode {
  const { words } = useWords();
  return (
    <>
      <p className="visually-hidden" role="status">
        {words.runs.spokenEnd(words.runs.states[face])}
      </p>
      {face === 'preview' ? <PreviewNote run={run} /> : <Outcome run={run} face={face} />}
      <MailNote run={run} />
    </>
  );
}

function PreviewNote({ run }: { run: RunFull }): ReactNode {
  const { words } = useWords();
  const template = useRead('/companies/{company}/sync-templates/{template}', {
    path: { template: run.templateId },
  });
  const changed = run.error?.code === 'plan.changed' ? run.error.difference : undefined;
  const isPaused = template.data?.mode === 'paused' && run.trigger !== 'undo';
  return (
    <>
      {changed && (
        <Note tone="warn">{words.runs.planChanged(changed.added, changed.removed, changed.changed)}</Note>
      )}
      <Note tone="info">
        {run.trigger === 'undo' ? words.runs.previewUndo : words.runs.previewNote}{' '}
        {isPaused && words.runs.previewPaused}{' '}
        {countChanges(run) === 0 && run.withheld.length === 0 && words.runs.previewNothing}
      </Note>
    </>
  );
}

function Outcome({ run, face }: { run: Run; face: Face }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const toTemplate = (
    <Link to="/integrations/ad-sync/$template" params={{ template: run.templateId }}>
      {words.runs.toTemplate}
    </Link>
  );
  if (face === 'readOnly')
    return (
      <Note tone="info">
        {words.runs.readOnlyNote} {toTemplate}
      </Note>
    );
  if (run.error === null)
    return <Note tone={face === 'partial' ? 'warn' : 'ok'}>{tellSummary(run, words, format)}</Note>;
  const told = tellReason(run.error, spoken);
  return (
    <Note tone={face === 'failed' ? 'bad' : 'warn'} title={<span lang={told.lang}>{told.title}</span>}>
      <p lang={told.lang}>{told.text}</p>
      {told.aside && <p lang="en">{told.aside}</p>}
      {told.cure && (
        <p lang={told.lang}>
          <strong>{words.common.cure}:</strong> {told.cure}
        </p>
      )}
      <p>
        {words.runs.unharmed} {toTemplate}
      </p>
    </Note>
  );
}

/** "41 skapades, 175 ändrades och 28 slutar. 13 personer fick ingen användare." */
function tellSummary(run: Run, words: Words, format: Format): string {
  const { summary } = words.runs;
  const kinds = ['create', 'change', 'return', 'leave', 'delete'] as const;
  const done = kinds.flatMap((kind) => {
    const count = run.counts[kind];
    return count === 0 ? [] : [summary[kind](count, format.number(count))];
  });
  const leftOut = run.counts.skip + run.counts.conflict;
  const sentence = done.length === 0 ? summary.none : `${format.list(done)}.`;
  return leftOut === 0 ? sentence : `${sentence} ${summary.leftOut(leftOut, format.number(leftOut))}.`;
}

function MailNote({ run }: { run: Run }): ReactNode {
  const { words, format } = useWords();
  const { welcome, held, withoutAddress } = run.mail;
  const told = [
    welcome > 0 &&
      (run.preview ? words.runs.mail.wouldSend : words.runs.mail.welcome)(welcome, format.number(welcome)),
    held > 0 && (run.preview ? words.runs.mail.wouldHold : words.runs.mail.held)(held, format.number(held)),
    withoutAddress > 0 && words.runs.mail.withoutAddress(withoutAddress, format.number(withoutAddress)),
  ].filter((one) => one !== false);
  if (told.length === 0) return null;
  return (
    <p className={classes['mail']}>
      {told.join(' · ')}
      {!run.preview && (
        <>
          {' · '}
          <Link to="/outbox">{words.runs.mail.toOutbox}</Link>
        </>
      )}
    </p>
  );
}
