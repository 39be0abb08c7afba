/** The three channels between the window and the lab. */
export const INVOKE = 'ansatz:invoke'
export const EVENT = 'ansatz:event'
export const MENU = 'menu.command'
