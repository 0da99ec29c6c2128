import { resolve } from 'node:path';

export default {
  serverExternalPackages: ['pg', 'pino'],
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve('.') },
};
