// A part of a page by Tab alone: everything in it that can be used is come to, in the order that it stands in, with a line around it that
// is seen and not behind something else. From a dialog the walk does not lead out.
import type { Page } from 'playwright-core';

interface Step {
  /** Its place among what can be used; -1: something else in the part, -2: outside of it. */
  at: number;
  label: string;
  outlinePx: number;
  isHidden: boolean;
}
/** What the page keeps while it is walked through. */
interface Walk {
  within: HTMLElement;
  wanted: Element[];
  walked: Step[];
  stop: AbortController;
}
type Walking = Window & { walk?: Walk };

/** Faults, as a person would write them down. within: the selector of a dialog or of the page's main part. */
export async function walkByTab(page: Page, within: string, isTrap: boolean): Promise<string[]> {
  const { wanted, inner } = await page.evaluate(listStops, within);
  await page.evaluate(noteFocus);
  // Once around and one further: in a dialog the walk begins again.
  for (let presses = 0; presses < wanted.length + inner + 1; presses += 1) await page.keyboard.press('Tab');
  const steps = await page.evaluate(() => (window as Walking).walk?.walked ?? []);
  const faults: string[] = [];
  const come = new Set(steps.map(({ at }) => at));
  for (const [at, label] of wanted.entries()) if (!come.has(at)) faults.push(`Tab never comes to ${label}`);
  for (const { at, label, outlinePx, isHidden } of steps) {
    if (at === -2 && isTrap) faults.push(`the focus leaves the dialog: ${label}`);
    if (at >= 0 && outlinePx < 2) faults.push(`no line around what has the focus: ${label}`);
    if (at >= 0 && isHidden) faults.push(`the focus is behind something: ${label}`);
  }
  const order = [...new Set(steps.map(({ at }) => at).filter((at) => at >= 0))];
  const turns = order.filter((at, place) => place > 0 && at < (order[place - 1] ?? 0)).length;
  if (turns > 1) faults.push(`Tab goes to and fro: ${order.join(' ')}`);
  return [...new Set(faults)];
}

/** What can be come to, and how many stops the browser makes inside one of them: day, month and year of a date, links in a mail. */
function listStops(selector: string): { wanted: string[]; inner: number } {
  const within = [...document.querySelectorAll<HTMLElement>(selector)].findLast((one) =>
    one.checkVisibility(),
  );
  if (!within) throw new Error(`nothing to walk through: ${selector}`);
  const usable =
    'a[href], button, input, select, textarea, summary, iframe, [tabindex="0"], [contenteditable="true"]';
  const isWanted = (one: Element): boolean => {
    if (!(one instanceof HTMLElement) || one.tabIndex < 0 || one.matches(':disabled, [data-focus-guard]'))
      return false;
    // Of radio buttons only one is come to, arrows go to the others.
    if (one instanceof HTMLInputElement && one.type === 'radio') {
      const all = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
      const group = all.filter(({ name }) => name === one.name);
      if (one !== (group.find(({ checked }) => checked) ?? group[0])) return false;
    }
    return !one.closest('[inert]') && one.checkVisibility({ visibilityProperty: true });
  };
  const wanted = [...within.querySelectorAll(usable)].filter(isWanted);
  (window as Walking).walk?.stop.abort();
  const walk: Walk = { within, wanted, walked: [], stop: new AbortController() };
  Object.assign(window, { walk });
  const dates = within.querySelectorAll('input[type="date"], input[type="time"]').length;
  const frames = within.querySelectorAll('iframe').length;
  const told = wanted.map(
    (one) =>
      `${one.tagName.toLowerCase()} „${(one.ariaLabel ?? (one.textContent || one.id)).trim().slice(0, 40)}”`,
  );
  return { wanted: told, inner: dates * 3 + frames * 4 };
}

/** From now on. */
function noteFocus(): void {
  const { walk } = window as Walking;
  if (!walk) return;
  const { within, wanted, walked } = walk;
  const lineOf = (one: Element | null): number => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one ?? document.body);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  };
  const isCovered = (target: HTMLElement, x: number, y: number): boolean => {
    const on = document.elementFromPoint(
      Math.min(Math.max(x, 1), innerWidth - 2),
      Math.min(Math.max(y, 1), innerHeight - 2),
    );
    if (on === null || target.contains(on) || on.contains(target)) return false;
    const label = on.closest('label');
    // What is said of it lies over it for as long as it has the focus.
    if (label === null) return !on.closest('[role="tooltip"]');
    return label.htmlFor !== target.id && label !== target.closest('label');
  };
  const note = (target: EventTarget | null): void => {
    if (!(target instanceof HTMLElement) || target.matches('[data-focus-guard]')) return;
    const { x, y, width, height } = target.getBoundingClientRect();
    const heights = [Math.min(height / 2, 20), height / 2, height - Math.min(height / 2, 20)];
    // The line may stand around the label or the field that the box is part of.
    const near: (Element | null)[] = [target, target.nextElementSibling, target.closest('label')];
    for (let at = target.parentElement; at && near.length < 7; at = at.parentElement) near.push(at);
    walked.push({
      at: within.contains(target) ? wanted.indexOf(target) : -2,
      label: `${target.tagName.toLowerCase()} „${(target.ariaLabel ?? target.textContent).slice(0, 40)}”`,
      // What is in a frame of its own draws its own line.
      outlinePx: target.matches('iframe') ? 2 : Math.max(...near.map(lineOf)),
      isHidden: heights.every((down) => isCovered(target, x + Math.min(width / 2, 60), y + down)),
    });
  };
  document.addEventListener('focusin', ({ target }) => note(target), { signal: walk.stop.signal });
  if (!within.contains(document.activeElement)) within.focus();
  // What has the focus already is not come to once more where it is the only one; who opened it by a press has not asked for a line.
  const at = wanted.findIndex((one) => one === document.activeElement);
  if (at >= 0) walked.push({ at, label: '', outlinePx: 2, isHidden: false });
}
