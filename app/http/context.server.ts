import type { Log } from './log.server'

declare module '@remix-run/server-runtime' {
  /** What the server tells every loader, action and the document about the request at hand. */
  interface AppLoadContext {
    /** For every script and style the document carries in its own text. New for each request. */
    readonly nonce: string
    /** Shown on error pages and written in the log: how a person at the desk and the log find each other. */
    readonly requestId: string
    readonly log: Log
    /** Whether the visitor came by https: then cookies are marked `Secure`. */
    readonly secure: boolean
    /** The visitor's network address, by which failures to sign in are counted. Never logged. */
    readonly address: string
  }
}
