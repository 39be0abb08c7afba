/** The moment as it is stored. */
export const isoNow = (): string => new Date().toISOString()
