import type { Page } from '@playwright/test';

/** Everything in a page that a person, a script or the next visitor could find again. */
export async function tracesIn(page: Page): Promise<string> {
  const boxes = await page
    .getByRole('textbox')
    .evaluateAll((all) => all.map((box) => 'value' in box && box.value));
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie, name]),
  );
  return [page.url(), await page.content(), stored, ...boxes].join('\n');
}

export type Answer = { url: string; method: string; noStore: boolean; body: string };

/** Everything that the server sends to this page from now on. The browser itself doesn't keep what it streams. */
export async function recordAnswers(page: Page): Promise<Answer[]> {
  const answers: Answer[] = [];
  await page.route('**/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const noStore = /no-store/.test(response.headers()['cache-control'] ?? '');
    const request = route.request();
    answers.push({ url: request.url(), method: request.method(), noStore, body: await response.text() });
    await route.fulfill({ response });
  });
  return answers;
}
