import { describe } from 'vitest';
import { settingsFrom, startGateway } from '@/test/gateway';
import { describeJourney } from '@/test/gateway-journey';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** What stands around the published block, so that nothing of the machine's own nginx is read or written. */
const around = (home: string, block: string): string => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${home}/nginx.pid;
events {}
http {
  access_log off;
  ${TEMPORARY.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  ${block}
}
`;

describe('nginx', () => {
  describeJourney({
    down: 503,
    // nginx refuses that by itself.
    twice: 400,
    start: ({ verifier, api, token }) =>
      startGateway((port, home) => {
        const block = settingsFrom('docs/gateways/nginx.md', 'nginx', [
          ['127.0.0.1:3001', verifier],
          ['127.0.0.1:8080', api],
          ['listen 8000', `listen 127.0.0.1:${port}`],
          ['VERIFIER_TOKEN', token],
        ]);
        return {
          command: 'nginx',
          args: ['-p', home, '-e', 'stderr', '-c', `${home}/nginx.conf`],
          files: { 'nginx.conf': around(home, block) },
        };
      }),
  });
});
