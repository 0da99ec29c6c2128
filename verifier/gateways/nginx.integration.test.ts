import { describe } from 'vitest';
import { settingsFrom } from '@/test/gateway';
import { describeJourney } from '@/test/gateway-journey';
import { describePreflights } from '@/test/gateway-preflights';
import type { Start } from '@/test/gateway-scene';
import { describeWebSockets, STREAM } from '@/test/gateway-websockets';
import { startNginx } from '@/test/nginx';

const PAGE = 'docs/gateways/nginx.md';

const startWith =
  (change: (settings: string) => string): Start =>
  ({ verifier, api, token }) =>
    startNginx((port) =>
      change(
        settingsFrom(PAGE, 'nginx', [
          ['127.0.0.1:3001', verifier],
          ['127.0.0.1:8080', api],
          ['listen 8000', `listen 127.0.0.1:${port}`],
          ['VERIFIER_TOKEN', token],
        ]),
      ),
    );

describe('nginx', () => {
  describeJourney({
    down: 503,
    // nginx refuses that by itself.
    twice: 400,
    start: startWith((settings) => settings),
  });
});

describe('nginx with preflights', () => {
  const map = settingsFrom(PAGE, 'nginx-preflights-map', []);
  const inside = settingsFrom(PAGE, 'nginx-preflights', []);
  describePreflights(
    startWith(
      (settings) => `${map}${settings.replace('    location / {', () => `${inside}\n    location / {`)}`,
    ),
  );
});

describe('nginx with WebSockets', () => {
  const addition = settingsFrom(PAGE, 'nginx-websockets', []);
  const everything = /^ {4}location \/ \{\n(.*?)^ {4}\}\n/ms;
  describeWebSockets(
    startWith((settings) =>
      settings.replace(
        everything,
        (block, inside) => `${block}\n    location = ${STREAM} {\n${inside}${addition}    }\n`,
      ),
    ),
  );
});
