import type { Crumb } from '@/components/ui/breadcrumbs';

export type Snippet = { label: string; code: string };

type Shown = {
  crumbs: readonly Crumb[];
  /** Where Close leads. */
  returnTo: string;
  /** What the screen there shows: a row's id, and "Token server created". */
  made: { id: string; words: string } | null;
};

export type CredentialsReveal = Shown & {
  kind: 'credentials';
  /** The API key's name, for the heading. */
  name: string;
  /** Null for a public key, which has none: then closing loses nothing, and nothing is asked. */
  secret: string | null;
  key: string;
  /** "Permissions: Generator · Production · any address · never expires" */
  summary: string;
  /** Ready to paste, in this order. They may contain the secret. */
  snippets: readonly Snippet[];
};

export type SigningSecretReveal = Shown & {
  kind: 'signing-secret';
  /** The endpoint whose events it signs. */
  url: string;
  secret: string;
  /** Whether it replaces one that signs a little longer. */
  rolled: boolean;
};

/** What is shown once, instead of the screen. */
export type Reveal = CredentialsReveal | SigningSecretReveal;
