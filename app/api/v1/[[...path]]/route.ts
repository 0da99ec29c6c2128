import { answerApi } from '@/lib/transport/api/dispatch';

/** One table of operations answers for every path and method, so that a wrong one gets a problem as well. */
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
