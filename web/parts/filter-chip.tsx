// A filter of a list: dashed while it filters nothing, filled with its value when it does. One value of a few, from a menu.
import type { ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import classes from './filter-chip.module.css';

interface FilterChipProps<V extends string> {
  /** What is filtered by: "Status". */
  label: string;
  /** null: nothing is filtered. */
  value: V | null;
  options: readonly { value: V; label: string; count?: number }[];
  onChange: (value: V | null) => void;
}

export function FilterChip<V extends string>({
  label,
  value,
  options,
  onChange,
}: FilterChipProps<V>): ReactNode {
  const { words, format } = useWords();
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['chip']} data-set={value !== null || undefined}>
          {label}
          {value !== null && <span className={classes['value']}>{chosen?.label ?? value}</span>}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes['menu']}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            checked={option.value === value}
            checkIcon={<IconCheck size={14} aria-hidden />}
            closeMenuOnClick
            onClick={() => onChange(option.value === value ? null : option.value)}
          >
            {option.label}
            {option.count !== undefined && (
              <>
                {' '}
                <span className={classes['count']}>{format.number(option.count)}</span>
              </>
            )}
          </Menu.RadioItem>
        ))}
        {value !== null && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange(null)}>{words.common.clear}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
