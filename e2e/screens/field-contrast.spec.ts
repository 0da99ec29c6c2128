import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

/** WCAG 1.4.11: a field's boundary has a contrast of 3 to 1 with its surroundings. */
const LEAST = 3;

/** For each text box, text area and list: the contrast of its border with its own background and the one around it. */
const contrasts = (page: Page) =>
  page.locator('input:not([type="hidden"]), textarea, select').evaluateAll((fields) => {
    const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = parts(color).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string) => {
      const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const groundOf = (element: Element | null): string => {
      const color = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
      return parts(color)[3] === 0 ? groundOf(element?.parentElement ?? null) : color;
    };
    return fields
      .filter((field) => field.checkVisibility() && field.getAttribute('aria-hidden') !== 'true')
      .map((field) => {
        const { borderTopColor } = getComputedStyle(field);
        const around = groundOf(field.parentElement);
        return Math.min(contrast(borderTopColor, groundOf(field)), contrast(borderTopColor, around));
      });
  });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('fields can be seen', async ({ portal, ada: _, browser, keyport }) => {
      for (const path of ['/keys', '/keys/new', '/try', '/settings']) {
        await portal.goto(path);
        await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
        expect(Math.min(...(await contrasts(portal))), path).toBeGreaterThanOrEqual(LEAST);
      }
      const guest = await browser.newPage({ baseURL: keyport.portalUrl, colorScheme });
      await guest.goto('/sign-in');
      expect(Math.min(...(await contrasts(guest))), '/sign-in').toBeGreaterThanOrEqual(LEAST);
      await guest.close();
    });
  });
}
