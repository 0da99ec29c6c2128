import { describe } from 'vitest';
import { settingsFrom, startGateway } from '@/test/gateway';
import { describeJourney } from '@/test/gateway-journey';
import { describePreflights } from '@/test/gateway-preflights';
import type { Start } from '@/test/gateway-scene';
import { describeWebSockets } from '@/test/gateway-websockets';

const PAGE = 'docs/gateways/caddy.md';

const startWith =
  (change: (settings: string) => string): Start =>
  ({ verifier, api, token }) =>
    startGateway((port, home) => {
      const block = change(settingsFrom(PAGE, 'caddyfile', [['127.0.0.1:3001', verifier]]))
        .replaceAll('127.0.0.1:8080', api)
        .replace('api.example.com {', `http://:${port} {\n\tbind 127.0.0.1`);
      return {
        command: 'caddy',
        args: ['run', '--config', `${home}/Caddyfile`, '--adapter', 'caddyfile'],
        files: { Caddyfile: `{\n\tadmin off\n}\n${block}` },
        env: { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, VERIFIER_TOKEN: token },
      };
    });

describe('Caddy', () => {
  describeJourney({ down: 502, twice: 401, start: startWith((settings) => settings) });
});

describe('Caddy with preflights', () => {
  const addition = settingsFrom(PAGE, 'caddyfile-preflights', []);
  describePreflights(
    startWith((settings) => settings.replace('\t\tforward_auth ', () => `${addition}\t\tforward_auth `)),
  );
});

describe('Caddy with WebSockets', () => {
  describeWebSockets(startWith((settings) => settings));
});
