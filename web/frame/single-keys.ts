// Shortcuts of a single key (/ and ?): can be turned off on this device, as somebody who dictates says many a letter by mistake (WCAG 2.1.4),
// and never act while somebody types.
const KEY = 'rollcall.single-keys';

export const hasSingleKeys = (): boolean => localStorage.getItem(KEY) !== 'off';

export function keepSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, 'off');
}

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

/** Whether a single key may mean a command at this place: nothing is typed there, and no dialog lies on top. */
export function maySingleKey(event: KeyboardEvent): boolean {
  const place = event.target instanceof Element ? event.target : document.body;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
  const isFree = place.closest(TYPING) === null && document.querySelector('[role="dialog"]') === null;
  return isPlain && isFree && hasSingleKeys();
}
