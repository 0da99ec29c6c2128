import type { Metadata } from 'next';
import { PolicyForm } from '@/components/keys/policy-form';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { getOperatorPolicy } from '@/lib/access/key-policies/key-policies';
import { requireOperator } from '@/lib/identity/sessions/current';
import { savePolicy } from '../actions';

export const metadata: Metadata = { title: 'Key policies' };

export default async function PoliciesPage() {
  const policy = await getOperatorPolicy(await requireOperator());
  return (
    <>
      <PageHeader
        title="Key policies"
        description="Requirements for the new keys of every organization. Organizations can require more, but never less."
      />
      <Card className="max-w-[45rem] p-5">
        <PolicyForm key={JSON.stringify(policy)} policy={policy} save={savePolicy} />
      </Card>
    </>
  );
}
