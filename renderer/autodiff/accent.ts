/** The dot of a tangent over the letter alone, not over what is raised or lowered beside it. */
export const dotted = (latex: string): string => latex.replace(/^\s*(\\[A-Za-z]+(?:\{[^{}]*\})?|[^\\\s])/, '\\dot{$1}')
