import type { Page } from '@playwright/test';
import { insertKeyScene } from '../support/key-scene';
import { keyRow } from '../support/key-table';
import { expect, test } from '../support/test';

const NAME = 'Bidder – us-east';

/** Pairs of texts that overlap. */
const collisions = (page: Page) =>
  page.getByRole('main').evaluate((main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const lines: { text: string; box: DOMRect }[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (text === '' || !walker.currentNode.parentElement?.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) lines.push({ text, box });
    }
    // A line's box is a little taller than its letters.
    const overlap = (startA: number, endA: number, startB: number, endB: number) =>
      Math.min(endA, endB) - Math.max(startA, startB) > 2;
    return lines.flatMap(({ text, box }, index) =>
      lines
        .slice(index + 1)
        .filter(
          ({ box: other }) =>
            overlap(box.left, box.right, other.left, other.right) &&
            overlap(box.top, box.bottom, other.top, other.bottom),
        )
        .map((other) => `${text} / ${other.text}`),
    );
  });

for (const width of [1440, 1024, 768, 390]) {
  test(`at ${width} px no text of a key in grace covers another, and no key is cut off`, async ({
    portal,
    keyport,
    ada,
  }) => {
    await insertKeyScene(keyport, ada);
    await portal.setViewportSize({ width, height: 900 });
    await portal.goto('/keys');
    await keyRow(portal, NAME).name.click();
    await expect(portal.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
    await expect(portal.getByText('Works until')).toBeVisible();
    await portal.evaluate(() => document.fonts.ready);
    expect(await collisions(portal)).toEqual([]);
    const keys = portal.getByRole('main').getByRole('code');
    expect(await keys.count()).toBeGreaterThan(1);
    const cut = await keys.evaluateAll((codes) =>
      codes.filter((code) => code.scrollWidth > code.clientWidth).map((code) => code.textContent),
    );
    expect(cut).toEqual([]);
  });
}
