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
 * The one way to say something to the operator. Secrets have no business in a log call; should one get there all the
 * same, it is taken out before the line is written.
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
      // Picked: a driver's error drags its whole connection along.
      serializers: { err: pickError },
    },
    ...(destination ? [destination] : []),
  );

function pickError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause !== undefined && { cause: pickError(cause) }) };
}

export const log = createLog();
