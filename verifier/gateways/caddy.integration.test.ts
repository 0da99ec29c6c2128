import { describe } from 'vitest';
import { settingsFrom, startGateway } from '@/test/gateway';
import { describeJourney } from '@/test/gateway-journey';

describe('Caddy', () => {
  describeJourney({
    down: 502,
    twice: 401,
    start: ({ verifier, api, token }) =>
      startGateway((port, home) => {
        const block = settingsFrom('docs/gateways/caddy.md', 'caddyfile', [
          ['127.0.0.1:3001', verifier],
          ['127.0.0.1:8080', api],
          ['api.example.com {', `http://:${port} {\n\tbind 127.0.0.1`],
        ]);
        return {
          command: 'caddy',
          args: ['run', '--config', `${home}/Caddyfile`, '--adapter', 'caddyfile'],
          files: { Caddyfile: `{\n\tadmin off\n}\n${block}` },
          env: { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, VERIFIER_TOKEN: token },
        };
      }),
  });
});
