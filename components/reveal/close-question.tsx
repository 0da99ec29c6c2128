'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';

type CloseQuestionProps = { open: boolean; onCancel: () => void; onClose: () => void };

export function CloseQuestion({ open, onCancel, onClose }: CloseQuestionProps) {
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && onCancel()}
      title="Close this page?"
      description="Make sure you've copied your secret to a secure location. After you close this page it can't be shown again."
      confirm="Close"
      onConfirm={onClose}
    />
  );
}
