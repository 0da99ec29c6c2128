import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` looks at the types; a person's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The native module stays outside the bundle, and so does what is loaded by path.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino', 'nodemailer'],
  experimental: {
    // Rejected without being read, so that nobody can fill the memory; a form with everything filled in is far below this.
    serverActions: { bodySizeLimit: '256kb' },
  },
  // What is the same for every answer; what changes with the request or the address is set in proxy.ts.
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
    // The address is a secret until it is used: it goes to nobody, not even to ourselves.
    { source: '/invitations/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
};

export default config;
