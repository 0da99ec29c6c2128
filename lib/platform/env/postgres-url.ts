/**
 * The parameters that a DATABASE_URL may have. Any other would be ignored, or would override what Keyport relies on.
 */
const PARAMETERS = [
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'host',
  'port',
  'application_name',
  'connect_timeout',
];

/** All of them check the server's certificate and name, except the first, which is without TLS, and the last. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const INSTEAD: Record<string, string> = {
  options: 'Keyport sets what its sessions need by itself',
  connection_limit: 'set DATABASE_POOL',
  pool_timeout: 'set DATABASE_POOL',
  schema: 'Keyport uses the schema public of a database of its own',
};

/** What is wrong with a database address, to follow the name of the setting. It never contains the address itself. */
export function addressProblem(text: string): string | null {
  const url = parse(text);
  if (!url)
    return 'must be a PostgreSQL address, such as postgresql://keyport:PASSWORD@db.example.com/keyport';
  for (const [name, value] of url.searchParams) {
    if (name === 'schema' && value === 'public') continue;
    if (!PARAMETERS.includes(name)) {
      const instead = INSTEAD[name] ?? `what may stand there is ${PARAMETERS.join(', ')}`;
      return `must not have the parameter ${name.slice(0, 40)}: ${instead}`;
    }
    if (name === 'sslmode' && !SSL_MODES.includes(value)) {
      return `must have an sslmode of ${SSL_MODES.join(', ')}`;
    }
    if (name === 'connect_timeout' && !/^[1-9]\d{0,2}$/.test(value)) {
      return 'must have a connect_timeout of 1 to 999 seconds';
    }
  }
  return null;
}

export type Address = { connectionString: string; connectTimeoutMs: number | null };

/** The address as the driver takes it. */
export function readAddress(text: string): Address {
  const url = parse(text);
  const problem = addressProblem(text);
  if (!url || problem !== null) throw new Error(`The database's address ${problem}.`);
  const { searchParams } = url;
  const seconds = searchParams.get('connect_timeout');
  for (const name of ['schema', 'connect_timeout']) searchParams.delete(name);
  // The driver treats these three alike, and logs a warning of five lines for the shorter ones.
  if (/^(require|verify-ca)$/.test(searchParams.get('sslmode') ?? '')) {
    searchParams.set('sslmode', 'verify-full');
  }
  return {
    connectionString: url.href,
    connectTimeoutMs: seconds === null ? null : Number(seconds) * 1000,
  };
}

/** With `?host=/var/run/postgresql` the host part may be empty, which a URL with a user can't have. */
function parse(text: string): URL | null {
  const filled = text.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[/?])/, '$1localhost');
  if (!/^postgres(ql)?:\/\//.test(filled) || !URL.canParse(filled)) return null;
  const url = new URL(filled);
  const isNamed = filled === text || url.searchParams.has('host');
  return isNamed && url.hostname !== '' ? url : null;
}
