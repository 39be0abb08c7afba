/** What a Plan needs that the compiled engine does not have; the interpreter computes it. The message ends a sentence: "because …". */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled'
}
