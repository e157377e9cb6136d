// The bar at the foot of a form (a page's `foot`): how its changes stand, revert, save. Ctrl/⌘ S saves too, from wherever the caret is. What
// can not be saved yet is a button that goes to the first fault; saving is off, but reachable, until something differs.
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Button, Kbd, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconArrowBackUp } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import classes from './save-bar.module.css';

interface SaveBarProps {
  state: 'clean' | 'dirty' | 'saving';
  /** How many faults stand in the way of saving. */
  problems: number;
  onSave: () => void;
  onRevert: () => void;
  /** To the first fault. */
  onJump: () => void;
}

export function SaveBar({ state, problems, onSave, onRevert, onJump }: SaveBarProps): ReactNode {
  const { words } = useWords();
  const off = whyOff(state, problems);
  const press = (): void => {
    if (off === null) onSave();
    else if (off === 'faulty') onJump();
  };
  useSaveKey(press);
  return (
    <>
      <BarText state={state} problems={problems} onJump={onJump} />
      <span className={classes['deeds']}>
        {state === 'dirty' && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={onRevert}
          >
            {words.parts.saveBar.revert}
          </Button>
        )}
        <Tooltip label={off === null ? null : words.parts.saveBar.off[off]} disabled={off === null}>
          <Button
            variant="filled"
            color="iris"
            loading={state === 'saving'}
            {...(off !== null && { 'data-disabled': true, 'aria-disabled': true })}
            aria-keyshortcuts="Control+S Meta+S"
            onClick={press}
            rightSection={
              <Kbd className={classes['key']} aria-hidden>
                {saveKey()}
              </Kbd>
            }
          >
            {words.common.save}
          </Button>
        </Tooltip>
      </span>
    </>
  );
}

function whyOff(state: SaveBarProps['state'], problems: number): 'clean' | 'faulty' | 'saving' | null {
  if (state !== 'dirty') return state;
  return problems > 0 ? 'faulty' : null;
}

/** Said aloud as it changes, and not again with every key. */
function BarText({
  state,
  problems,
  onJump,
}: Pick<SaveBarProps, 'state' | 'problems' | 'onJump'>): ReactNode {
  const { words, format } = useWords();
  const isFaulty = state === 'dirty' && problems > 0;
  return (
    <span role="status" className={classes['text']}>
      {isFaulty ? (
        <button type="button" className={classes['faults']} onClick={onJump}>
          <IconAlertCircle size={16} aria-hidden />
          {words.parts.saveBar.faults(problems, format.number(problems))}
        </button>
      ) : (
        state === 'dirty' && words.parts.saveBar.dirty
      )}
    </span>
  );
}

const saveKey = (): string => (/Mac|iPhone|iPad/u.test(navigator.platform) ? '⌘ S' : 'Ctrl S');

/** The browser's own "save page" is never what is meant on a form. */
function useSaveKey(press: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      press();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
}
