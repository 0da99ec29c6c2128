import { parseArgs } from 'node:util';
import { z } from 'zod';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import { ORGANIZATION_KINDS } from '@/lib/identity/actor/schema';
import { printLink } from '@/lib/identity/password-reset/reset-link';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { createAccount, createOperator } from '@/lib/organizations/setup/create-account';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import type { Refusal, Result } from '@/lib/platform/result';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { text } from '@/lib/platform/text/schema';

import { IMPORT_USAGE, importFromFile } from './import-keys';
import { type Out, verifyAuditLog, verifyAuditOptions } from './verify-audit';

const USAGE = `Usage:
  npm run admin -- create-account --organization NAME --email E [--name N] [--kind K] --password-stdin
  npm run admin -- create-operator --email E [--name N] --password-stdin
  npm run admin -- grant --organization NAME --permission P
  npm run admin -- withdraw --organization NAME --permission P
  npm run admin -- verify-audit [--head COUNT:MAC] [--acknowledge EVENT --reason TEXT]
  npm run admin -- reset-link --email E
  npm run admin -- import --organization NAME [--dry-run] [--notify] FILE

K is one of ${ORGANIZATION_KINDS.join(', ')} (default: publisher). The password is read from standard input.`;

const person = { email: emailSchema, name: nameSchema('a name').optional() };
const organization = nameSchema('the name of the organization');

const accountOptions = z.strictObject({
  ...person,
  organization,
  kind: z.enum(ORGANIZATION_KINDS).default('publisher'),
  'password-stdin': z.literal(true, 'is required: the password is read from standard input'),
});
const operatorOptions = z.strictObject({
  ...person,
  'password-stdin': z.literal(true, 'is required: the password is read from standard input'),
});
const grantOptions = z.strictObject({ organization, permission: permissionName });
const importOptions = z.strictObject({
  organization,
  'dry-run': z.boolean().default(false),
  notify: z.boolean().default(false),
  file: z.tuple([text(4_096)], 'is missing: name one file'),
});

/** What is wrong with the call itself. */
class UsageError extends Error {}

/** Runs one command and returns the exit code: 0 done, 1 refused, 2 not understood. */
export async function admin(
  argv: string[],
  stdin: NodeJS.ReadableStream,
  out: Out = {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  },
): Promise<number> {
  try {
    if (argv[0] === 'import') return await runImport(argv.slice(1), stdin, out);
    if (argv[0] === 'verify-audit') return await verifyAuditLog(read(verifyAuditOptions, argv.slice(1)), out);
    const result = await run(argv, stdin);
    if (result.ok) {
      out.print(JSON.stringify(result.value));
      return 0;
    }
    out.complain(wordsFor(result));
    return 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    out.complain(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

async function run(argv: string[], stdin: NodeJS.ReadableStream): Promise<Result<unknown, string>> {
  const [command, ...rest] = argv;
  switch (command) {
    case 'create-account': {
      const { organization, kind, ...given } = read(accountOptions, rest);
      return createAccount({ ...named(given), organization, kind, password: await readPassword(stdin) });
    }
    case 'create-operator':
      return createOperator({ ...named(read(operatorOptions, rest)), password: await readPassword(stdin) });
    case 'grant':
    case 'withdraw':
      return changeGrant(COMMAND_LINE, command, read(grantOptions, rest));
    case 'reset-link':
      return printLink(read(z.strictObject({ email: emailSchema }), rest).email);
    default:
      throw new UsageError(command === undefined ? 'Name a command.' : `There is no command ${command}.`);
  }
}

async function runImport(args: string[], stdin: NodeJS.ReadableStream, out: Out): Promise<number> {
  if (args.includes('--help')) {
    out.print(IMPORT_USAGE);
    return 0;
  }
  const { organization, 'dry-run': dryRun, notify, file } = read(importOptions, args, 'file');
  return importFromFile({ organization, dryRun, notify, file: file[0] }, stdin, out);
}

/** Without a name, the part of the address before the @ is used. */
const named = ({ email, name }: { email: string; name?: string | undefined }) => ({
  email,
  name: name ?? email.split('@')[0] ?? email,
});

function read<Schema extends z.ZodType>(schema: Schema, args: string[], rest?: string): z.output<Schema> {
  const parsed = schema.safeParse(split(args, rest));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw new UsageError(`--${issue.keys[0]} is not an option of this command.`);
  const option = String(issue?.path[0] ?? '');
  throw new UsageError(`${option === 'file' ? 'FILE' : `--${option}`}: ${issue?.message}`);
}

/** The options, and what stands without one as `rest`, for a command that takes that. */
function split(args: string[], rest?: string): Record<string, unknown> {
  const text = { type: 'string' } as const;
  const options = {
    organization: text,
    email: text,
    name: text,
    kind: text,
    permission: text,
    head: text,
    acknowledge: text,
    reason: text,
  };
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        ...options,
        'password-stdin': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        notify: { type: 'boolean' },
      },
      allowPositionals: rest !== undefined,
    });
    return rest === undefined ? values : { ...values, [rest]: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const WORDS: Record<string, string> = {
  EMAIL_TAKEN: 'This address has an account already.',
  NO_SUCH_ACCOUNT: 'This address has no account.',
  NO_SUCH_ORGANIZATION: 'There is no organization with that name.',
  NO_SUCH_PERMISSION: 'The catalogue has no permission with that name.',
};

const wordsFor = ({ code, fields }: Refusal<string>): string =>
  WORDS[code] ??
  Object.entries(fields ?? {})
    .map(([name, words]) => `${name}: ${words.join(' ')}`)
    .join('\n');

/**
 * The first line of standard input, without its line break. Passwords aren't taken from the command line, which others
 * can see.
 */
export async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += chunk.toString();
  return text.split(/\r?\n/, 1)[0] ?? '';
}
