/** A sentence of the lab in pieces: words, and the formulas that stand between dollar signs. */
export type Piece = { text: string } | { latex: string }

export function pieces(sentence: string): Piece[] {
  return sentence.split('$').flatMap((part, place): Piece[] => (part === '' ? [] : place % 2 === 0 ? [{ text: part }] : [{ latex: part }]))
}
