import { isOneOf, Remembered } from '../../state/remembered.svelte.ts'

export type NetworkView = 'activations' | 'weights'

/** What the tiles of the neurons show: chosen once, remembered. */
export const networkView = new Remembered<NetworkView>('bench.network', 'activations', isOneOf('activations', 'weights'))
