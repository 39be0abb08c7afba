/** Points per block: its state (all layers, all channels) stays in cache. Part of what makes two runs equal bit for bit. */
export const BLOCK = 64
