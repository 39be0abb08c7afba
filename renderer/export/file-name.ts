/** What a file name may be made of: lower case letters, digits, `-` and `_`; journals ask for it, and every system takes it. */
export function fileSlug(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll('×', ' x ')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'figure'
  )
}

/** `decay-15_solution_20261123` */
export function fileName(slug: string, plot: string, day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${fileSlug(slug)}_${plot}_${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`
}
