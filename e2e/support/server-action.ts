import type { APIRequestContext, Page, Route } from '@playwright/test';

export type ActionAnswer = { status: number; ok: boolean; code: string | null; text: string };

type Changes = {
  /** Another page's address. */
  url?: string;
  headers?: Record<string, string | undefined>;
  /** What a forged form would send instead. */
  body?: (sent: string) => string;
};

/** What a screen would have sent to change something. It can be sent by hand, once or often, by anyone. */
export type CapturedAction = {
  send(request: APIRequestContext, changes?: Changes): Promise<ActionAnswer>;
};

/**
 * Captures what `trigger` sends before it leaves the browser, so that the test decides when and how often it arrives.
 */
export async function captureAction(page: Page, trigger: () => Promise<void>): Promise<CapturedAction> {
  let caught: (route: Route) => void;
  const captured = new Promise<Route>((resolve) => {
    caught = resolve;
  });
  const hold = async (route: Route) => {
    if (!('next-action' in route.request().headers())) return route.fallback();
    caught(route);
    await route.abort();
  };
  await page.route('**/*', hold);
  await trigger();
  const request = (await captured).request();
  await page.unroute('**/*', hold);
  const { cookie: _cookie, 'content-length': _length, ...headers } = await request.allHeaders();
  const sent = request.postData() ?? '';
  return {
    async send(sender, changes = {}) {
      const given = Object.entries({ ...headers, ...changes.headers });
      const answer = await sender.post(changes.url ?? request.url(), {
        headers: Object.fromEntries(
          given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
        data: changes.body?.(sent) ?? sent,
        maxRedirects: 0,
      });
      return { status: answer.status(), ...read(await answer.text()) };
    },
  };
}

/** React's wire format has the action's result as JSON in one of its lines. */
function read(text: string): Omit<ActionAnswer, 'status'> {
  const ok = /"ok":(true|false)/.exec(text)?.[1];
  return { ok: ok === 'true', code: /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? null, text };
}
