import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/identity/sessions/current';
import { getContacts } from '@/lib/organizations/contacts/contacts';
import { ContactsForm } from './_components/contacts-form';

export const metadata: Metadata = { title: 'Contact text' };

export default async function ContactsPage() {
  const { texts, fallback } = await getContacts(await requireOperator());
  return (
    <>
      <PageHeader
        title="Contact text"
        description="Shown to people who need a permission their organization doesn't have, by its kind."
      />
      <ContactsForm key={JSON.stringify(texts)} texts={texts} fallback={fallback} />
    </>
  );
}
