import type { Command } from '../state/commands.svelte.ts'
import type { Explorer } from './explorer.svelte.ts'

/** What the commands reach beside the explorer's state. */
export interface Reach {
  /** puts the cursor into the expression */
  type: () => unknown
  examples: () => unknown
  fit: () => unknown
  zoom: (factor: number) => unknown
}

const ZOOM = 1.25

export function commandsFor(explorer: Explorer, { type, examples, fit, zoom }: Reach): Command[] {
  const there = () => explorer.report !== null
  const presenting = () => explorer.spot.presenting
  const of = (id: string, rest: Omit<Command, 'id'>): Command => ({ id: `autodiff.${id}`, enabled: there, ...rest })
  return [
    of('step', { title: 'Next step of the sweep', key: 'Right', hint: 'step', icon: 'right', run: () => explorer.step(1) }),
    of('back', { title: 'Step back', key: 'Left', icon: 'left', run: () => explorer.step(-1) }),
    of('values', { title: 'Values: the evaluation sweep', key: 'V', run: () => explorer.choose('evaluation') }),
    of('forward', { title: 'Forward mode', key: 'F', hint: 'forward', run: () => explorer.choose('forward') }),
    of('reverse', { title: 'Reverse mode', key: 'R', hint: 'reverse', run: () => explorer.choose('reverse') }),
    of('start', { title: 'Start of the sweep', key: 'Home', icon: 'reset', run: () => explorer.goTo(0) }),
    of('end', {
      title: 'The whole sweep',
      key: 'End',
      run: () => explorer.choose(explorer.spot.mode)
    }),
    of('play', { title: explorer.playing ? 'Pause the sweep' : 'Play the sweep', key: 'Space', icon: 'play', run: () => explorer.play() }),
    of('present', {
      title: 'Present: full screen, large type',
      key: 'F11',
      hint: 'present',
      icon: 'expand',
      run: () => explorer.show({ presenting: !explorer.spot.presenting })
    }),
    of('leave', {
      title: 'Leave the presentation',
      key: 'Esc',
      unlisted: true,
      enabled: presenting,
      run: () => explorer.show({ presenting: false })
    }),
    of('type', { title: 'Type an expression', key: '/', icon: 'rename', enabled: () => !presenting(), run: type }),
    of('examples', { title: 'Autodiff examples', icon: 'book', enabled: () => !presenting(), run: examples }),
    of('fit', { title: 'Show all of the graph', key: '0', icon: 'expand', run: fit }),
    of('larger', { title: 'Larger graph', key: '+', icon: 'plus', run: () => zoom(ZOOM) }),
    of('smaller', { title: 'Smaller graph', key: '-', icon: 'minus', run: () => zoom(1 / ZOOM) })
  ]
}
