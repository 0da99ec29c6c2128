import { Lock } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Instead of a screen that the person's role doesn't allow. */
export const ForAdmins = ({ title }: { title: string }) => (
  <EmptyState icon={<Lock />} title={title} action={<ButtonLink href="/keys">Go to API Keys</ButtonLink>}>
    Your role does not allow this. Ask an Admin of your organization.
  </EmptyState>
);
