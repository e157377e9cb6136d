// Somebody else has saved the template meanwhile: who and when, and for each field that both have changed which of the two is to hold.
// Nothing is overwritten unseen.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useWords } from '../../../words/words.tsx';
import type { Clash, Side } from './merge.ts';
import type { Meanwhile, useSaving } from './use-saving.ts';
import classes from './changed-meanwhile.module.css';

export function ChangedMeanwhile({ saving }: { saving: ReturnType<typeof useSaving> }): ReactNode {
  const { words, format } = useWords();
  const { meanwhile } = saving;
  const said = words.mapping.changed;
  if (!meanwhile) return null;
  const { by } = meanwhile;
  return (
    <Modal
      opened
      onClose={saving.giveUp}
      size="lg"
      title={by ? said.title(by.name, format.moment(by.at)) : said.unknown}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Choosing meanwhile={meanwhile} saving={saving} />
    </Modal>
  );
}

function Choosing({
  meanwhile,
  saving,
}: {
  meanwhile: Meanwhile;
  saving: ReturnType<typeof useSaving>;
}): ReactNode {
  const { words } = useWords();
  const said = words.mapping.changed;
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  return (
    <Stack>
      <Text>{said.text}</Text>
      {meanwhile.merge.clashes.map((clash) => (
        <ClashChoice
          key={clash.path}
          clash={clash}
          side={sides[clash.path] ?? 'theirs'}
          onChoose={(side) => setSides({ ...sides, [clash.path]: side })}
        />
      ))}
      <Group justify="flex-end">
        <Button onClick={saving.giveUp}>{words.common.cancel}</Button>
        <Button variant="filled" loading={saving.isSaving} onClick={() => saving.settle(sides)}>
          {said.save}
        </Button>
      </Group>
    </Stack>
  );
}

function ClashChoice({
  clash,
  side,
  onChoose,
}: {
  clash: Clash;
  side: Side;
  onChoose: (side: Side) => void;
}): ReactNode {
  const { words } = useWords();
  const said = words.mapping.changed;
  const label = useFieldLabel()(clash.path);
  return (
    <div role="group" aria-label={label} className={classes['clash']}>
      <strong>{label}</strong>
      <SegmentedControl
        aria-label={label}
        value={side}
        onChange={(chosen) => onChoose(chosen === 'mine' ? 'mine' : 'theirs')}
        data={[
          { value: 'mine', label: said.mine },
          { value: 'theirs', label: said.theirs },
        ]}
      />
      <dl className={classes['both']}>
        {(['mine', 'theirs'] as const).map((one) => (
          <div key={one} data-chosen={side === one || undefined}>
            <dt>{said[one]}</dt>
            <dd>
              <code>{presentValue(clash[one])}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function useFieldLabel(): (path: string) => string {
  const { words } = useWords();
  const { defaults, rules } = words.mapping;
  const own: Readonly<Record<string, string>> = {
    defaultCallerId: defaults.callerId,
    defaultSettingsTemplate: defaults.settingsTemplate,
    automaticNumbers: rules.automatic,
    rules: rules.title,
  };
  return (path) => {
    const name = path.slice(path.indexOf('.') + 1);
    return own[path] ?? words.fields.user[name] ?? name;
  };
}

/** As it would be written in the configuration document, which is exact. */
function presentValue(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
