import type { ReactNode } from 'react';
import { ENVIRONMENT_WORDS } from '@/components/keys/key-words';
import { Time } from '@/components/ui/time';
import type { NamedPermission, Reason, Tried } from '@/lib/features/try-request/schema';

type Of<Code extends Reason['code']> = Extract<Reason, { code: Code }>;

/** The reason in the reader's terms, and what to do about it, if anything. */
export function ReasonWords({ tried }: { tried: Tried }) {
  const { reason, request } = tried;
  switch (reason.code) {
    case 'VALID':
      return <Valid reason={reason} tried={tried} />;
    case 'NOT_FOUND':
      return reason.proved === null ? (
        <p>A public key has no secret, so any secret that comes with it is wrong. Send the key alone.</p>
      ) : (
        <p>
          Without the secret, a caller is not told what became of this key. With it, the answer is{' '}
          <Code>{reason.proved}</Code>.
        </p>
      );
    case 'SECRET_REQUIRED':
      return (
        <p>
          {request.path === '' ? (
            'Where no path is given, key and secret are asked for'
          ) : (
            <>
              <Code>{lineOf(tried)}</Code> is not open to this key alone
            </>
          )}
          , and no secret came. With it, the answer is <Code>{reason.proved}</Code>.
        </p>
      );
    case 'REVOKED':
      return <p>This key was revoked, which is final.</p>;
    case 'DISABLED':
      return <p>This key is disabled. The same credentials work again once it is enabled.</p>;
    case 'EXPIRED':
      return (
        <p>
          This key expired: <Time at={reason.endedAt} />. A later expiration makes it work again.
        </p>
      );
    case 'ROLLED':
      return (
        <p>
          The key was rolled, and these older credentials ended: <Time at={reason.endedAt} />. Use the current
          ones.
        </p>
      );
    case 'WRONG_ENVIRONMENT':
      return (
        <p>
          This key is for {ENVIRONMENT_WORDS[reason.environment]}, the request for{' '}
          {ENVIRONMENT_WORDS[request.environment]}.
        </p>
      );
    case 'IP_NOT_ALLOWED':
      return reason.client === null ? (
        <p>This key has IP ranges, and the request came without a client address.</p>
      ) : (
        <p>
          <Code>{reason.client}</Code> is in none of this key's IP ranges.
        </p>
      );
    case 'DATASET_NOT_ALLOWED':
      return reason.none ? (
        <p>
          This key is associated with no dataset, so a request for one is refused. It can be associated where
          the key is edited.
        </p>
      ) : (
        <p>
          This key is not associated with <strong className="font-semibold">{request.datasetName}</strong>,
          which the request is for.
        </p>
      );
    case 'INSUFFICIENT_PERMISSIONS':
      return <Insufficient reason={reason} tried={tried} />;
  }
}

function Valid({ reason, tried }: { reason: Of<'VALID'>; tried: Tried }) {
  const { request } = tried;
  const holds = request.permission !== '' && <p>This key holds {request.permissionLabel}.</p>;
  if (request.path === '') {
    return holds || <p>This key is good. Give a path or a permission to see what it may do.</p>;
  }
  return (
    <>
      {holds}
      {reason.by.map(({ label, method, pattern, keyAlone }) => (
        <p key={`${label} ${method} ${pattern}`}>
          Let through by <strong className="font-semibold">{label}</strong>, which names{' '}
          <Code>
            {method} {pattern}
          </Code>{' '}
          {keyAlone ? 'for the key alone' : 'for key and secret'}.
        </p>
      ))}
    </>
  );
}

function Insufficient({ reason, tried }: { reason: Of<'INSUFFICIENT_PERMISSIONS'>; tried: Tried }) {
  const { request } = tried;
  switch (reason.why) {
    case 'not-held':
      return reason.permissions.some(({ granted }) => granted) ? (
        <p>This key does not hold {listOf(reason.permissions)}. It can be given where the key is edited.</p>
      ) : (
        <p>Your organization is not granted {listOf(reason.permissions)}, so no key of it can use that.</p>
      );
    case 'secret-asked':
      return (
        <p>
          {request.path === '' ? 'A named permission' : <Code>{lineOf(tried)}</Code>} asks for key and secret,
          and a public key has no secret.
        </p>
      );
    case 'unclear-path':
      return (
        <p>
          This path can be read in more than one way: it holds a doubled slash, a dot segment, a backslash, a
          blank or an encoded slash or dot. Such a path matches nothing.
        </p>
      );
    case 'not-named':
      return reason.permissions.length === 0 ? (
        <p>
          No permission names <Code>{lineOf(tried)}</Code> for such a request. Look at the method and at the
          path, letter by letter: case counts, and so does a final slash.
        </p>
      ) : (
        <p>
          No permission of this key names <Code>{lineOf(tried)}</Code>; {listOf(reason.permissions)} would.{' '}
          {advice(reason.permissions)}
        </p>
      );
  }
}

const listOf = (permissions: readonly NamedPermission[]) =>
  permissions.map(({ label }) => label).join(' or ');

const advice = (permissions: readonly NamedPermission[]) =>
  permissions.some(({ granted }) => granted)
    ? 'It can be given where the key is edited.'
    : 'Your organization is not granted it.';

/** The query is removed before a path is judged. */
const lineOf = ({ request }: Tried) => `${request.method} ${request.path.split('?', 1)[0]}`;

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{children}</code>;
}
