import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import options from './remix.config.js'

export default defineConfig({
  plugins: [tailwindcss(), remix(options)],
  resolve: { alias: { '~': fileURLToPath(new URL('./app', import.meta.url)) } },
  // Native or generated modules that must not be bundled into the server build.
  ssr: { external: ['@node-rs/argon2', '@prisma/client', '@prisma/adapter-pg', 'pg', 'pino'] },
  server: { hmr: { protocol: 'ws' } },
  build: { target: ['chrome87', 'safari14', 'firefox88'], assetsInlineLimit: 0 },
})
