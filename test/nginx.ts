import { type Gateway, startGateway } from './gateway';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** nginx with one block of documented settings; the machine's own nginx is neither read nor changed. */
export function startNginx(
  block: (port: number, home: string) => string,
  files: Record<string, string> = {},
): Promise<Gateway> {
  return startGateway((port, home) => ({
    command: 'nginx',
    args: ['-p', home, '-e', 'stderr', '-c', `${home}/nginx.conf`],
    files: { ...files, 'nginx.conf': around(home, block(port, home)) },
  }));
}

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
