import type { Member } from '@/lib/organizations/memberships/schema';

/** What ends with a membership, shown beforehand. */
export function EndsList({ ends: { keys, invitations } }: Pick<Member, 'ends'>) {
  return (
    <div className="mt-3 space-y-3">
      {keys.length > 0 && (
        <div>
          <p>
            {keys.length === 1 ? 'This personal key ends' : `These ${keys.length} personal keys end`} with the
            membership, and requests with {keys.length === 1 ? 'it' : 'them'} fail:
          </p>
          <ul className="mt-1.5 max-h-48 space-y-1.5 overflow-y-auto rounded-control border border-line px-3 py-2">
            {keys.map(({ name, key }) => (
              <li key={key} className="min-w-0">
                <span className="font-medium text-ink">{name}</span>
                <code className="block truncate font-mono text-[0.8125rem]" title={key}>
                  {key}
                </code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {invitations > 0 && (
        <p>
          {invitations === 1 ? 'An open invitation' : `${invitations} open invitations`} will be withdrawn.
        </p>
      )}
      <p>Keys made for the organization stay and go on working.</p>
    </div>
  );
}
