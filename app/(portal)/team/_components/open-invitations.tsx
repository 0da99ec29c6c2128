'use client';

import { ROLE_WORDS } from '@/components/organizations/organization-words';
import { CardSection } from '@/components/ui/card';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { OpenInvitation } from '@/lib/organizations/invitations/schema';
import { InvitationActions } from './invitation-actions';

export function OpenInvitations({ invitations }: { invitations: OpenInvitation[] }) {
  return (
    <CardSection title="Open invitations" flush className="mb-4">
      <ul className="divide-y divide-line-soft">
        {invitations.map((invitation) => (
          <li
            key={invitation.id}
            aria-label={invitation.email}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5"
          >
            <div className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
              <p className="font-medium">{invitation.email}</p>
              <p className="text-sm text-ink-3">
                {ROLE_WORDS[invitation.role]}
                {invitation.invitedBy && `, invited by ${invitation.invitedBy}`}
              </p>
            </div>
            <div className="text-sm text-ink-2">
              {invitation.expired ? (
                <StatusDot tone="warning">Expired</StatusDot>
              ) : (
                <>
                  expires <Time at={invitation.expiresAt} />
                </>
              )}
            </div>
            <InvitationActions invitation={invitation} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
