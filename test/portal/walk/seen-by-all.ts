// A page as people see it who have set their browser to what they need: at 400 %, with the text spacing of WCAG 1.4.12, in the colours
// that their system forces.
import type { Page } from 'playwright-core';

/** 400 % of a window of 1280 × 1024. Faults, as a person would write them down. */
export async function findNarrowFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  const narrow = await findLasting(page, findWide);
  await page.evaluate(spaceText);
  const spaced = await findLasting(page, findWide);
  const clipped = await page.evaluate(findClipped);
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  if (before) await page.setViewportSize(before);
  return [
    ...narrow.map((fault) => `320 px: ${fault}`),
    ...spaced.filter((fault) => !narrow.includes(fault)).map((fault) => `with text spacing: ${fault}`),
    ...clipped.map((fault) => `with text spacing: cut off: ${fault}`),
  ];
}

/** A page that is given another size draws itself anew after that: what is still there so many frames later is a fault. */
const FRAMES = 30;

async function findLasting(page: Page, find: () => string[]): Promise<string[]> {
  let faults = await page.evaluate(find);
  for (let frame = 0; faults.length > 0 && frame < FRAMES; frame += 1) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    faults = await page.evaluate(find);
  }
  return faults;
}

function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  );
  document.adoptedStyleSheets = [sheet];
}

/** What is wider than the window and in no box of its own that scrolls. */
function findWide(): string[] {
  const root = document.scrollingElement ?? document.documentElement;
  const isBoxed = (element: Element): boolean => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX, position } = getComputedStyle(at);
      if (position === 'fixed' && at.getBoundingClientRect().right > innerWidth + 1) return false;
      if (
        /auto|scroll/u.test(overflowX) &&
        at.matches('[tabindex="0"], :has([tabindex="0"], button, a, input), .cm-scroller')
      )
        return true;
      if (/hidden|clip/u.test(overflowX) && getComputedStyle(at).textOverflow === 'ellipsis') return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll('body *')].filter(
    (one) =>
      one.checkVisibility({ visibilityProperty: true }) &&
      !one.closest('.visually-hidden, svg *') &&
      one.getBoundingClientRect().right > innerWidth + 1 &&
      !isBoxed(one),
  );
  const faults = wide
    .filter((one) => !wide.some((other) => other !== one && other.contains(one)))
    .slice(0, 3)
    .map(
      (one) =>
        `${one.tagName.toLowerCase()}.${String(one.className)} „${one.textContent.slice(0, 40)}” sticks out`,
    );
  if (root.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  return faults;
}

/** Text of which the lower half is missing. */
function findClipped(): string[] {
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((one) => {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.visually-hidden, svg'))
        return false;
      if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())) return false;
      for (let at: HTMLElement | null = one; at; at = at.parentElement) {
        const { overflowY } = getComputedStyle(at);
        if (overflowY === 'auto' || overflowY === 'scroll') return false;
        if (/hidden|clip/u.test(overflowY) && at.clientHeight > 4)
          return one.getBoundingClientRect().bottom > at.getBoundingClientRect().bottom + 3;
      }
      return false;
    })
    .slice(0, 3)
    .map((one) => `${one.tagName.toLowerCase()} „${one.textContent.slice(0, 40)}”`);
}

/** What is told by a colour in the background is not told any more: forced colours take it away. */
export async function findForcedColourFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  const faults = [...(await page.evaluate(findLikeUnchosen)), ...(await page.evaluate(findLikeUnchecked))];
  await page.emulateMedia({ forcedColors: 'none' });
  return faults.map((fault) => `forced colours: ${fault}`);
}

/** Tabs, filters and places of the menu that are chosen have to differ from their like. */
function findLikeUnchosen(): string[] {
  const chosen = '[aria-current="page"], [aria-selected="true"], [aria-pressed="true"], [data-active]';
  const look = (one: Element): string => {
    const of = getComputedStyle(one);
    const [before, after] = [getComputedStyle(one, '::before'), getComputedStyle(one, '::after')];
    const lines = [of.borderStyle, of.borderWidth, of.borderColor, of.outlineStyle, of.textDecorationLine];
    const drawn = [before.borderWidth, before.borderColor, after.borderWidth, after.content];
    const signs = one.querySelectorAll('svg, :checked').length;
    return [...lines, of.fontWeight, of.forcedColorAdjust, of.color, ...drawn, signs].join(' ');
  };
  const isSeen = (one: Element): boolean => one.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(chosen)].filter(isSeen).flatMap((one) => {
    const other = [...document.querySelectorAll(one.tagName)].find(
      (like) =>
        like.className === one.className &&
        like.parentElement?.tagName === one.parentElement?.tagName &&
        !like.matches(chosen) &&
        isSeen(like),
    );
    const isLike = other !== undefined && look(other) === look(one);
    return isLike
      ? [`chosen looks like not chosen: ${one.tagName.toLowerCase()} „${one.textContent.slice(0, 40)}”`]
      : [];
  });
}

/** Boxes, buttons and switches that are on need a sign in another colour than what it lies on. */
function findLikeUnchecked(): string[] {
  const isSeenOn = (thumb: CSSStyleDeclaration, track: CSSStyleDeclaration): boolean =>
    thumb.backgroundColor !== track.backgroundColor && Number.parseFloat(track.borderTopWidth) > 0;
  const isTold = (box: HTMLInputElement): boolean => {
    // The browser's own is drawn in the forced colours.
    if (getComputedStyle(box).appearance !== 'none' && getComputedStyle(box).opacity !== '0') return true;
    const around = box.parentElement;
    const thumb = around?.querySelector('.mantine-Switch-thumb');
    if (thumb?.parentElement) return isSeenOn(getComputedStyle(thumb), getComputedStyle(thumb.parentElement));
    const sign = around?.querySelector('svg');
    return sign ? getComputedStyle(sign).color !== getComputedStyle(box).backgroundColor : false;
  };
  return (
    [...document.querySelectorAll<HTMLInputElement>('[type="checkbox"]:checked, [type="radio"]:checked')]
      // A choice of few is told by its label, which is looked at among what is chosen.
      .filter((box) => box.parentElement?.checkVisibility() && !box.closest('.mantine-SegmentedControl-root'))
      .filter((box) => !isTold(box))
      .map((box) => `on looks like off: „${box.labels?.[0]?.textContent || box.ariaLabel || box.name}”`)
  );
}
