export type InviteRefusal = 'FORBIDDEN' | 'ALREADY_MEMBER' | 'INVITATION_LIMIT' | 'INVITATION_NOT_FOUND';

export const invitationSubject = (id: string | null, email: string) =>
  ({ subjectType: 'invitation', subjectId: id, subjectName: email }) as const;
