/**
 * What the page may do, in every door: load its own scripts, styles and fonts, talk to its own origin, nothing else.
 * Plotly writes style elements ('unsafe-inline' for styles alone); the smallest fonts of KaTeX are inlined as data.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/** On every answer of every door. The cross-origin three isolate the page, so that it has SharedArrayBuffer. */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin'
} as const

/** A file whose name holds the hash of its content never changes; everything else is asked for anew. */
export const cacheControl = (hashed: boolean) => (hashed ? 'private, max-age=31536000, immutable' : 'no-store')
