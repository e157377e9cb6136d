// The list of keys. Loaded when it is first opened.
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useOpening } from '../parts/use-opening.ts';
import { useWords } from '../words/words.tsx';
import { presentMod } from './shortcuts.ts';
import { hasSingleKeys } from './single-keys.ts';
import classes from './keys-dialog.module.css';

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const { keys } = words.frame;
  const mod = presentMod(words);
  const isOn = hasSingleKeys();
  const rows: [what: string, keys: string[]][] = [
    [keys.palette, [mod, 'K']],
    [keys.save, [mod, 'S']],
    ...(isOn
      ? ([
          [keys.search, ['/']],
          [keys.list, ['?']],
        ] as [string, string[]][])
      : []),
    [keys.close, [keys.names.escape]],
    [keys.move, ['↑', '↓']],
    [keys.far, [...keys.names.page.split(' '), ...keys.names.ends.split(' ')]],
    [keys.mark, [keys.names.space]],
    [keys.extend, [keys.names.shift, '↑', '↓']],
    [keys.open, [keys.names.enter]],
  ];
  return (
    <Modal
      opened={useOpening(isOpen)}
      onClose={onClose}
      title={keys.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <dl className={classes['keys']}>
        {rows.map(([what, pressed]) => (
          <Fragment key={what}>
            <dt>{what}</dt>
            <dd>
              {pressed.map((key) => (
                <kbd key={key} className={classes['key']}>
                  {key}
                </kbd>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
      {!isOn && <p className={classes['off']}>{keys.off}</p>}
    </Modal>
  );
}
