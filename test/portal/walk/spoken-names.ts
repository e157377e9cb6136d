// What a screen reader is told of a whole page, asked of the browser's own accessibility tree: everything that can be used or gone to has
// a name, and the page itself has a title, a language, one heading of the first level and its landmarks.
import type { Page } from 'playwright-core';

interface TreeNode {
  ignored: boolean;
  role?: { value: string };
  name?: { value?: string };
  backendDOMNodeId?: number;
}

const named = new Set(
  (
    'button link textbox searchbox combobox checkbox radio switch slider spinbutton tab tabpanel dialog alertdialog grid table ' +
    'image progressbar meter listbox option menu menuitem heading region form group radiogroup navigation rowheader columnheader'
  ).split(' '),
);
/** They may stand without one: a fieldset of one field, the only navigation. */
const mayBeUnnamed = new Set(['group', 'form']);

/** Faults, as a person would write them down. */
export async function findUnnamed(page: Page, language: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: TreeNode[] };
  const unnamed = nodes.filter(
    ({ ignored, role, name }) =>
      !ignored &&
      named.has(role?.value ?? '') &&
      !mayBeUnnamed.has(role?.value ?? '') &&
      !(name?.value ?? '').trim(),
  );
  const faults: string[] = [];
  for (const { role, backendDOMNodeId } of unnamed) {
    const { outerHTML } =
      backendDOMNodeId === undefined
        ? { outerHTML: '' }
        : await session.send('DOM.getOuterHTML', { backendNodeId: backendDOMNodeId });
    // A drawing that says nothing of being a picture is read by nobody.
    if (/^<svg(?![^>]*role="img")/u.test(outerHTML)) continue;
    faults.push(`no name: ${role?.value ?? ''} ${outerHTML.slice(0, 400)}`);
  }
  await session.detach();
  return [...faults, ...(await page.evaluate(findPageFaults, language))];
}

function findPageFaults(language: string): string[] {
  const faults: string[] = [];
  const seen = (selector: string): Element[] =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const headings = seen('h1').length;
  if (headings !== 1) faults.push(`${headings} headings of the first level`);
  if (seen('main').length !== 1) faults.push('not one main landmark');
  if (!/ – Rollcall$|^Rollcall$/u.test(document.title)) faults.push(`title „${document.title}”`);
  if (document.documentElement.lang !== language) faults.push(`lang „${document.documentElement.lang}”`);
  if (document.querySelector('[tabindex]:not([tabindex="0"]):not([tabindex^="-"])'))
    faults.push('an order of its own for Tab');
  return faults;
}
