// Moves the focus into the first field of a row that somebody has just added.
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

export function useFocusWhenNew(isNew: boolean): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  return field;
}
