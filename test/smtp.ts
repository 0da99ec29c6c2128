import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An email as it arrived over the wire, with its parts decoded. */
export type Received = {
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

/** A real mail server. It keeps the messages that it receives, or refuses the recipients in `refuses`. */
export async function startSmtp() {
  const received: Received[] = [];
  const refused = new Set<string>();
  const passwords: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => {
      passwords.push(password ?? '');
      done(new Error('Nobody has that password'));
    },
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) ? new Error('No such mailbox here') : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ to, ...parse(Buffer.concat(chunks).toString()) });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** The passwords that it was given, all of them wrong. */
    passwords,
    /** From now on this address has no mailbox. */
    refuse: (address: string) => refused.add(address),
    messagesTo: (address: string) => received.filter(({ to }) => to.includes(address)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type Smtp = Awaited<ReturnType<typeof startSmtp>>;

/** A mail server that this process's settings name. They are read once: start it before anything reads them. */
export async function startMailForSettings(): Promise<Smtp> {
  const smtp = await startSmtp();
  Object.assign(process.env, { SMTP_URL: smtp.url, MAIL_FROM: 'keys@example.com' });
  return smtp;
}

/** The links in a message's plain text. */
export const linksIn = ({ text }: Received): string[] => text.match(/https?:\/\/\S+/g) ?? [];

function parse(raw: string): Omit<Received, 'to'> {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
  const parts =
    boundary === undefined ? [] : body.split(`--${boundary}`).map((part) => split(part.trimStart()));
  const part = (type: string) => {
    const found = parts.find(({ headers: own }) => own['content-type']?.startsWith(type));
    return found ? decode(found.body, found.headers['content-transfer-encoding']) : '';
  };
  const { from = '', subject = '' } = headers;
  return { from, subject: decodeWords(subject), text: part('text/plain'), html: part('text/html'), raw };
}

function split(text: string): { headers: Record<string, string>; body: string } {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line)).filter((match) => match !== null);
  return {
    headers: Object.fromEntries(headers.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
    body: rest.join('\r\n\r\n'),
  };
}

/** RFC 2045 §6.7 and §6.8 */
function decode(body: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** RFC 2047 */
const decodeWords = (value: string): string =>
  value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? decode(text, 'base64')
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    );
