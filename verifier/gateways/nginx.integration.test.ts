import { describe } from 'vitest';
import { settingsFrom } from '@/test/gateway';
import { describeJourney } from '@/test/gateway-journey';
import { startNginx } from '@/test/nginx';

describe('nginx', () => {
  describeJourney({
    down: 503,
    // nginx refuses that by itself.
    twice: 400,
    start: ({ verifier, api, token }) =>
      startNginx((port) =>
        settingsFrom('docs/gateways/nginx.md', 'nginx', [
          ['127.0.0.1:3001', verifier],
          ['127.0.0.1:8080', api],
          ['listen 8000', `listen 127.0.0.1:${port}`],
          ['VERIFIER_TOKEN', token],
        ]),
      ),
  });
});
