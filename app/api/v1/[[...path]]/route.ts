import { answerApi } from '@/lib/transport/api/dispatch';

/** Every path and method goes through one table of operations, so that unknown ones get a problem document, too. */
export {
  answerApi as DELETE,
  answerApi as GET,
  answerApi as HEAD,
  answerApi as OPTIONS,
  answerApi as PATCH,
  answerApi as POST,
  answerApi as PUT,
};

export const dynamic = 'force-dynamic';
