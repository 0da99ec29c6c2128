import { Banner } from '@/components/ui/banner';
import { Time } from '@/components/ui/time';
import type { EndpointView } from '@/lib/features/webhooks/schema';

/** What is wrong with an endpoint that doesn't get its events, and what to do about it. */
export function EndpointNotice({ endpoint: { state, failingSince, waiting } }: { endpoint: EndpointView }) {
  if (state === 'disabled-by-failures') {
    return (
      <Banner tone="bad">
        <strong>Disabled after a week of failures.</strong> Fix the receiver and send a test event, then
        enable the endpoint. {whatWaits(waiting)}
      </Banner>
    );
  }
  if (state === 'disabled') {
    return (
      <Banner tone="info">
        <strong>This endpoint is disabled.</strong> {whatWaits(waiting)}
      </Banner>
    );
  }
  if (failingSince === null) return null;
  return (
    <Banner tone="warning">
      <strong>
        Every attempt has failed since <Time at={failingSince} />.
      </strong>{' '}
      Keyport tries again with growing pauses, for up to 24 hours per event, and disables the endpoint after a
      week of failures. Once a test event or a resend succeeds, waiting events are sent immediately.
    </Banner>
  );
}

const LOST = 'Changes made while it is disabled are never sent to it.';

function whatWaits(waiting: number): string {
  if (waiting === 0) return LOST;
  const events = waiting === 1 ? '1 waiting event is' : `${waiting.toLocaleString('en')} waiting events are`;
  return `${events} sent once you enable it. ${LOST}`;
}
