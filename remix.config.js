/**
 * The options of the Remix Vite plugin. `vite.config.ts` is the only reader of this file.
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: 'app',
  buildDirectory: 'build',
  serverModuleFormat: 'esm',
  ignoredRouteFiles: ['**/*.test.*'],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    // Off: every route of a page a judge has open must be known without asking the server again.
    v3_lazyRouteDiscovery: false,
  },
}
