import type { Metadata } from 'next';
import { settings } from '@/lib/platform/env/env';
import { hasMail } from '@/lib/platform/mail/send-email';
import { Reset } from './_components/reset';

export const metadata: Metadata = { title: 'Reset password' };

export default function ResetPasswordPage() {
  return (
    <>
      <h1 className="text-title font-semibold">Reset password</h1>
      <Reset mail={hasMail()} contact={settings().supportContact ?? null} />
    </>
  );
}
