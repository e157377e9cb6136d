// Makes a user by hand. The number is written, or the lowest free one of a series is given.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Select, Stack, TextInput } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import type { UserInFull } from '../../api/api-types.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem, useFieldFault } from '../user/told-problem.tsx';
import { useDeed } from '../user/use-user.ts';
import type { Deed } from '../user/use-user.ts';
import { ValuesForm, emptyValues, presentChanges } from '../user/values-form.tsx';
import type { FormValues } from '../user/values-form.tsx';
import { useSeriesChoice } from './series-choice.ts';

interface NewUserProps {
  onClose: () => void;
  onMade: (user: UserInFull) => void;
}

export function NewUser({ onClose, onMade }: NewUserProps): ReactNode {
  const { words } = useWords();
  const [values, setValues] = useState(emptyValues);
  const [series, setSeries] = useState<string | null>(null);
  const create = useCreate(values, series, onMade);
  const faultOf = useFieldFault(create.error);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog size="lg" onClose={onClose} title={words.users.new}>
      <form onSubmit={send} noValidate>
        <Stack>
          <ValuesForm
            values={values}
            onChange={setValues}
            faultOf={faultOf}
            number={
              <NumberFields
                key="pstnFixed"
                value={values.pstnFixed}
                onChange={(pstnFixed) => setValues({ ...values, pstnFixed })}
                {...{ series, setSeries, faultOf }}
              />
            }
          />
          <ToldProblem error={create.error} />
          <DialogFoot deed={words.users.create} isBusy={create.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

function useCreate(values: FormValues, series: string | null, onMade: NewUserProps['onMade']): Deed<void> {
  const { words } = useWords();
  return useDeed(async (api) => {
    const { alias, name, surname } = values;
    const rest = presentChanges(emptyValues, values);
    const number = series === null ? {} : { numberSeries: series, pstnFixed: undefined };
    const body = { ...rest, alias: alias.trim(), name: name.trim(), surname: surname.trim(), ...number };
    const made = await api.call('post', '/companies/{company}/users', { body });
    toast(words.users.made(`${made.name} ${made.surname}`));
    onMade(made);
  });
}

interface NumberFieldsProps {
  value: string;
  onChange: (value: string) => void;
  series: string | null;
  setSeries: (series: string | null) => void;
  faultOf: (field: string) => string | null;
}

function NumberFields({ value, onChange, series, setSeries, faultOf }: NumberFieldsProps): ReactNode {
  const { words } = useWords();
  const choice = useSeriesChoice();
  return (
    <Stack gap={6}>
      <TextInput
        label={words.fields.user['pstnFixed']}
        value={series === null ? value : ''}
        placeholder={series === null ? '' : words.users.lowestFree}
        readOnly={series !== null}
        error={faultOf('pstnFixed') ?? faultOf('numberSeries')}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choice.length > 0 && (
        <Select
          aria-label={words.users.fromSeries}
          placeholder={words.users.fromSeries}
          data={choice}
          value={series}
          onChange={setSeries}
          clearable
        />
      )}
    </Stack>
  );
}
