/** An expression with a point, and what it is worth looking at for. */
export interface Example {
  title: string
  text: string
  at: Record<string, number | string>
  says: string
  /** what the derivative must be there, by the course; null where there is none */
  derivative?: Record<string, number | null>
}

export interface ExampleGroup {
  title: string
  says: string
  examples: readonly Example[]
}

const TWO_PI = 'sin(2*pi*x + x^2)'

/** Functions of the lecture and of its notes, with their closed answers, and what else a course on the subject shows. */
export const EXAMPLES: readonly ExampleGroup[] = [
  {
    title: 'On the board',
    says: 'The lecture’s two functions',
    examples: [
      { title: 'A chain', text: 'exp(x^2)', at: { x: 1 }, says: 'Two operations, one path', derivative: { x: 5.43656365691809 } },
      {
        title: 'One part used twice',
        text: 'sqrt(x^2 + exp(x^2))',
        at: { x: 2 },
        says: 'Shares of both uses add up',
        derivative: { x: 14.526078410856384 }
      }
    ]
  },
  {
    title: 'The Autograd tour',
    says: 'The notes’ functions f1 to f7',
    examples: [
      { title: 'sin(2πx + x²)', text: TWO_PI, at: { x: 0.5 }, says: 'The first one of the notes', derivative: { x: -7.056768713746759 } },
      { title: 'f1, a cube', text: 'x^3 + 1', at: { x: 1 }, says: 'f1′(1) = 3', derivative: { x: 3 } },
      {
        title: 'f2, two variables',
        text: '3*x1^3 + x2*(x1 - 5) + 1',
        at: { x1: 1, x2: 3 },
        says: 'Both derivatives by one reverse sweep',
        derivative: { x1: 12, x2: -4 }
      },
      {
        title: 'f3, five variables',
        text: '2*x0 + 3*x1 + 5*x2 + 7*x3 + 11*x4^2',
        at: { x0: 0, x1: 1, x2: 2, x3: 3, x4: 4 },
        says: 'Gradient (2, 3, 5, 7, 88)',
        derivative: { x0: 2, x1: 3, x2: 5, x3: 7, x4: 88 }
      },
      {
        title: 'f4, elementary functions',
        text: 'sqrt(1 + x^2) + exp(x) + sin(2*pi*x)',
        at: { x: 2.7 },
        says: 'A sum of three',
        derivative: { x: 13.87586944687107 }
      },
      {
        title: 'f5, a branch',
        text: 'if(x >= 0, x^2, -3*x + 1)',
        at: { x: 2.7 },
        says: 'Only the branch taken is differentiated',
        derivative: { x: 5.4 }
      },
      { title: 'f6, a loop', text: 'sum(i, 0, 9, x^i)', at: { x: 0.5 }, says: 'Written out term by term', derivative: { x: 3.95703125 } },
      {
        title: 'f7, a recursion',
        text: 'if(x < 1.5, 1, x*if(x - 1 < 1.5, 1, x - 1))',
        at: { x: 2 },
        says: 'The factorial as it unrolls at 2',
        derivative: { x: 1 }
      }
    ]
  },
  {
    title: 'Kinks and edges',
    says: 'Where there is no derivative, none is invented',
    examples: [
      { title: 'A kink', text: 'abs(x)', at: { x: 0 }, says: 'Slopes −1 and 1 meet', derivative: { x: null } },
      { title: 'The edge of a domain', text: 'sqrt(x)', at: { x: 0 }, says: 'The slope grows beyond all bounds', derivative: { x: null } },
      { title: 'Where two meet', text: 'max(x^2, 1 - x)', at: { x: '(sqrt(5)-1)/2' }, says: 'Beside it, one of the two is taken' },
      { title: 'No real value', text: 'log(x - 3)', at: { x: 2 }, says: 'Left of the domain', derivative: { x: null } }
    ]
  },
  {
    title: 'Several inputs, several outputs',
    says: 'Gradients, Jacobians, Hessians',
    examples: [
      {
        title: 'Rosenbrock’s valley',
        text: '(1 - x)^2 + 100*(y - x^2)^2',
        at: { x: -1.2, y: 1 },
        says: 'Its Hessian is all but singular',
        derivative: { x: -215.6, y: -88 }
      },
      { title: 'Polar coordinates', text: 'r*cos(t); r*sin(t)', at: { r: 2, t: 'pi/6' }, says: 'A Jacobian whose determinant is r' },
      {
        title: 'Speelpenning’s product',
        text: 'x1*x2*x3*x4*x5*x6*x7*x8',
        at: { x1: 1, x2: 2, x3: 3, x4: 4, x5: 5, x6: 6, x7: 7, x8: 8 },
        says: 'Eight derivatives for twice the price of one value',
        derivative: { x1: 40_320, x8: 5040 }
      }
    ]
  }
]
