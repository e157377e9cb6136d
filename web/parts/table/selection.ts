// Which rows of a table are chosen: some of them, or everything that fits its filter whether or not it was read. Pure.
import { useState } from 'react';

export interface Selection {
  /** Everything that fits; `ids` are then those that were taken out of it. */
  isAll: boolean;
  ids: ReadonlySet<string>;
}

export const noSelection: Selection = { isAll: false, ids: new Set() };

export const isSelected = ({ isAll, ids }: Selection, id: string): boolean => isAll !== ids.has(id);

export const countSelected = ({ isAll, ids }: Selection, total: number): number =>
  isAll ? Math.max(0, total - ids.size) : ids.size;

export function select({ isAll, ids }: Selection, some: readonly string[], isOn: boolean): Selection {
  const next = new Set(ids);
  for (const id of some) {
    if (isOn === isAll) next.delete(id);
    else next.add(id);
  }
  return { isAll, ids: next };
}

/** The header's box: nothing or some becomes all, all becomes nothing. */
export const selectAll = (selection: Selection): Selection =>
  selection.isAll && selection.ids.size === 0 ? noSelection : { isAll: true, ids: new Set() };

export interface SelectionState {
  value: Selection;
  onChange: (selection: Selection) => void;
}

/** key: the list's filter; what was chosen in another one is chosen no longer. */
export function useSelection(key: string): SelectionState {
  const [state, setState] = useState({ key, value: noSelection });
  return {
    value: state.key === key ? state.value : noSelection,
    onChange: (value) => setState({ key, value }),
  };
}
