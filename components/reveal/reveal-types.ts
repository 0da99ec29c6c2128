import type { Crumb } from '@/components/ui/breadcrumbs';

export type Reveal = {
  /** The API key's name, for the heading. */
  name: string;
  /** Null for a public key, which has none: then closing loses nothing, and nothing is asked. */
  secret: string | null;
  key: string;
  /** "Permissions: Generator · Production · any address · never expires" */
  summary: string;
  /** Ready to paste, in this order. They may contain the secret. */
  snippets: readonly { label: string; code: string }[];
  crumbs?: readonly Crumb[];
  /** Where Close leads. */
  returnTo: string;
  /** What the list there shows: the row's id, and "Token server created". */
  made: { id: string; words: string } | null;
};
