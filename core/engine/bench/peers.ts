/** Text of the peers' scripts by file name: they are written out and run where a bench asks for them. */
const scripts = import.meta.glob<string>('./peers/*.{py,mjs}', { query: '?raw', import: 'default', eager: true })

export const PEER_SCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(scripts).map(([path, text]) => [path.slice('./peers/'.length), text])
)
