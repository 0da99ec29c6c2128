/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks the types; a person's first start doesn't have to wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native modules, and what loads its files by path, stay outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino', 'nodemailer'],
  experimental: {
    // More is refused unread, so that nobody can fill the memory. A form with every field filled in is far below this.
    serverActions: { bodySizeLimit: '256kb' },
  },
  // RFC 9116 names the place; a folder that begins with a dot would escape our checks.
  rewrites: async () => [{ source: '/.well-known/security.txt', destination: '/security.txt' }],
  // The same for every answer. What depends on the request or on PORTAL_URL is set in proxy.ts.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
      ],
    },
    // The address is a secret until it is used: it is sent to nobody, not even to ourselves.
    { source: '/invitations/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
};

export default config;
