// The last day of a secret: written, or chosen by what Azure offers. More than a year is warned of, more than Azure allows is refused.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { ADVISED_DAYS, SUGGESTED_DAYS, addDays, checkExpiry, countDays } from '../../../src/plan/guide.ts';
import { DateField } from '../../parts/date-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { FieldProps } from './id-field.tsx';

/** As Azure offers them. */
const offered = [90, SUGGESTED_DAYS, 365];

export function ExpiryField({ guide, saving, isReadOnly, isPressed, onWhole }: FieldProps): ReactNode {
  const { words, format } = useWords();
  const today = presentToday();
  const [day, setDay] = useState(guide.expires ?? '');
  const code = day === '' ? null : checkExpiry(day, today);
  const fault = code ?? (day === '' && isPressed ? 'date.invalid' : null);
  const days = day !== '' && code === null ? countDays(today, day) : null;
  const choose = (chosen: string): void => {
    setDay(chosen);
    const isRight = chosen !== '' && checkExpiry(chosen, today) === null;
    onWhole(isRight);
    if (isRight && chosen !== guide.expires) saving.save({ expires: chosen });
  };
  return (
    <div>
      <DateField
        label={words.guide.fields.expires}
        description={words.guide.help.expires}
        value={day}
        readOnly={isReadOnly}
        maw={420}
        error={fault !== null && words.guide.faults[fault]}
        onChange={choose}
      />
      {!isReadOnly && (
        <Group gap={6} mt={6}>
          {offered.map((count) => (
            <Button key={count} size="compact-sm" onClick={() => choose(addDays(today, count))}>
              {words.guide.suggest(count, format.number(count))}
            </Button>
          ))}
        </Group>
      )}
      <Text role="status" c="dimmed" size="sm" mt={4}>
        {days !== null && `${words.guide.expiresOn(days, format.number(days))}. `}
        {days !== null && days > ADVISED_DAYS && words.guide.longLife}
      </Text>
    </div>
  );
}

/** Where the browser is: a day's difference from the company is none that a secret's end turns on. */
function presentToday(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
