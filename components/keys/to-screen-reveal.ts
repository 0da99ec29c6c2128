import type { CredentialsReveal } from '@/components/reveal/reveal';
import { browserTimeZone } from '@/components/ui/browser-time-zone';
import { formatDate } from '@/components/ui/time-format';
import type { Reveal } from '@/lib/access/keys/schema';
import { ENVIRONMENT_WORDS } from './key-words';

/** New credentials as the screen shows them, with what can be pasted. */
export function toScreenReveal(
  reveal: Reveal,
  returnTo: string,
  { trail, done }: { trail: string; done: 'created' | 'rolled' | 'revealed' },
): CredentialsReveal {
  const { id, name, key, secret } = reveal;
  return {
    kind: 'credentials',
    name,
    key,
    secret,
    summary: summarize(reveal),
    snippets: [
      { label: 'curl', code: curl(reveal) },
      { label: '.env', code: secret === null ? `API_KEY=${key}` : `API_KEY=${key}\nAPI_SECRET=${secret}` },
    ],
    crumbs: [{ label: 'API Keys', href: '/keys' }, { label: trail }],
    returnTo,
    made: { id, words: `${name} ${done}` },
  };
}

/** RFC 7617: key and secret are the user name and the password. A key alone goes into a header of its own. */
function curl({ key, secret, example }: Reveal): string {
  const credentials = secret === null ? `-H 'X-API-Key: ${key}'` : `-u '${key}:${secret}'`;
  return `curl -X ${example?.method ?? 'GET'} '${example?.url ?? 'https://api.example.com/'}' \\\n  ${credentials}`;
}

function summarize({ permissions, environment, ipRanges, expiresAt }: Reveal): string {
  const addresses =
    ipRanges.length === 0
      ? 'any address'
      : ipRanges.length === 1
        ? ipRanges[0]
        : `${ipRanges.length} IP ranges`;
  const end =
    expiresAt === null ? 'never expires' : `expires ${formatDate(new Date(expiresAt), browserTimeZone())}`;
  return `Permissions: ${permissions.join(', ')} · ${ENVIRONMENT_WORDS[environment]} · ${addresses} · ${end}`;
}
