import type { Metadata } from 'next';
import { ConfirmAddress } from './_components/confirm-address';

export const metadata: Metadata = { title: 'Confirm your address' };

export default function ConfirmAddressPage() {
  return (
    <>
      <h1 className="text-title font-semibold">Confirm your address</h1>
      <ConfirmAddress />
    </>
  );
}
