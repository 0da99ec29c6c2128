import type { Page, Route } from '@playwright/test';

const isAction = (route: Route) => 'next-action' in route.request().headers();

/** From here on no server action gets through: the connection breaks. The returned function undoes it. */
export async function breakActions(page: Page): Promise<() => Promise<void>> {
  const abort = (route: Route) => (isAction(route) ? route.abort() : route.fallback());
  await page.route('**/*', abort);
  return () => page.unroute('**/*', abort);
}

/** From here on the page is of an earlier build: the server doesn't know any of its actions. */
export async function outdateActions(page: Page): Promise<() => Promise<void>> {
  const rename = (route: Route) =>
    isAction(route)
      ? route.fallback({ headers: { ...route.request().headers(), 'next-action': `7f${'0'.repeat(40)}` } })
      : route.fallback();
  await page.route('**/*', rename);
  return () => page.unroute('**/*', rename);
}
