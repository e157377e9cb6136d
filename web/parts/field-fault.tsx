// What the server refuses of a form's fields, each at its own field: in the page's own words where it has some for that field, else in the
// server's English.
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { Problem } from '../api/problem.ts';

/** own: by the path of the fault. */
export function presentFaults(
  problem: Problem | null,
  own: Readonly<Record<string, string>> = {},
): (path: string) => ReactNode {
  return (path) => {
    const fault = problem?.faults.find((one) => one.path === path);
    if (!fault) return null;
    return own[path] ?? <span lang="en">{`${fault.message} ${fault.cure}`}</span>;
  };
}

/** Whether the fields of a form say everything that the problem says. */
export const isAtFields = (problem: Problem, paths: readonly string[]): boolean =>
  problem.faults.length > 0 && problem.faults.every(({ path }) => paths.includes(path ?? ''));

/** For a form: moves the focus to the first field that is wrong, each time that something (else) is. */
export function useFaultFocus(trouble: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (trouble) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [trouble]);
  return form;
}
