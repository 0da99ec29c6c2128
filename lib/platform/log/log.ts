import { type DestinationStream, pino } from 'pino';

const SECRETS = [
  'secret',
  'password',
  'passcode',
  'token',
  'authorization',
  'cookie',
  'databaseUrl',
  'smtpUrl',
  'clientSecret',
  'link',
];

/**
 * The only way to tell the operator something. Secrets don't belong in a log call; should one get there anyway, it is
 * removed before the line is written.
 */
export const createLog = (destination?: DestinationStream) =>
  pino(
    {
      name: 'keyport',
      level: 'info',
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[redacted]',
      },
      // Picked, since a driver's error includes its whole connection.
      serializers: { err: pickError },
    },
    ...(destination ? [destination] : []),
  );

function pickError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, cause } = error;
  const message = withoutArguments(error);
  const stack = error.stack?.replace(error.message, () => message);
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause !== undefined && { cause: pickError(cause) }) };
}

/**
 * Prisma quotes an invalid call with all its arguments, password hashes among them, and puts the actual problem last.
 */
const withoutArguments = ({ name, message }: Error): string =>
  name === 'PrismaClientValidationError' ? (message.split('\n\n').at(-1) ?? '') : message;

export const log = createLog();
