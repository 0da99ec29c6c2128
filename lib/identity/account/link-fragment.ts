const PAGES_WITH_FRAGMENT = /^\/(setup|reset-password|confirm-address)%23([\w-]+)$/;

/** Where a one-time link leads if an email program wrote its `#` as `%23`; null for any other path. */
export function restoreFragment(pathname: string): string | null {
  const [, page, token] = PAGES_WITH_FRAGMENT.exec(pathname) ?? [];
  return page && token ? `/${page}#${token}` : null;
}
