/** Own icons on a 16 x 16 grid: strokes of 1.5 and fills, by name. */
interface Drawing {
  stroke?: string
  fill?: string
}

export const ICONS = {
  play: { fill: 'M4.5 2.8v10.4a.6.6 0 0 0 .92.5l8-5.2a.6.6 0 0 0 0-1l-8-5.2a.6.6 0 0 0-.92.5Z' },
  pause: { fill: 'M3.8 2.5h2.9v11H3.8zM9.3 2.5h2.9v11H9.3z' },
  stop: { fill: 'M4.5 3.5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z' },
  step: { fill: 'M3 3.2v9.6L9.5 8z', stroke: 'M12.5 3v10' },
  reset: { stroke: 'M2.8 8a5.2 5.2 0 1 0 1.6-3.8L2.6 6M2.6 2.6V6H6' },
  retry: { stroke: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.8L13.4 6M13.4 2.6V6H10' },
  plus: { stroke: 'M8 3v10M3 8h10' },
  minus: { stroke: 'M3 8h10' },
  up: { stroke: 'm4 10 4-4 4 4' },
  down: { stroke: 'm4 6 4 4 4-4' },
  left: { stroke: 'm10 4-4 4 4 4' },
  right: { stroke: 'm6 4 4 4-4 4' },
  search: { stroke: 'M11.2 7A4.2 4.2 0 1 1 2.8 7a4.2 4.2 0 0 1 8.4 0ZM10.2 10.2l3.3 3.3' },
  check: { stroke: 'm3 8.5 3.3 3.3L13 4.8' },
  cross: { stroke: 'm4 4 8 8M12 4l-8 8' },
  warn: { stroke: 'M8 2.2 14.6 13.6H1.4ZM8 6.4v3.4M8 11.8v.1' },
  info: { stroke: 'M13.6 8A5.6 5.6 0 1 1 2.4 8a5.6 5.6 0 0 1 11.2 0ZM8 7.4v3.4M8 5.1v.1' },
  export: { stroke: 'M8 10V2.5M5 5.2 8 2.3l3 2.9M2.8 9.5v3.7h10.4V9.5' },
  grid: { stroke: 'M2.5 2.5h4.2v4.2H2.5zM9.3 2.5h4.2v4.2H9.3zM2.5 9.3h4.2v4.2H2.5zM9.3 9.3h4.2v4.2H9.3z' },
  table: { stroke: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 6.3V13' },
  shuffle: {
    stroke: 'M2 4.5h2.5c3.5 0 3.5 7 7 7H14M2 11.5h2.5c1.2 0 2-.8 2.6-1.9M9 6.3c.6-1 1.3-1.8 2.5-1.8H14M12 2.5l2 2-2 2M12 9.5l2 2-2 2'
  },
  moon: { stroke: 'M13 9.6A5.4 5.4 0 0 1 6.4 3 5.4 5.4 0 1 0 13 9.6Z' },
  sun: {
    stroke:
      'M10.8 8A2.8 2.8 0 1 1 5.2 8a2.8 2.8 0 0 1 5.6 0ZM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1'
  },
  halfsun: { stroke: 'M13.4 8A5.4 5.4 0 1 1 2.6 8a5.4 5.4 0 0 1 10.8 0Z', fill: 'M8 2.6a5.4 5.4 0 0 1 0 10.8Z' },
  dots: {
    fill: 'M4.6 8a1.1 1.1 0 1 1-2.2 0 1.1 1.1 0 0 1 2.2 0ZM9.1 8a1.1 1.1 0 1 1-2.2 0 1.1 1.1 0 0 1 2.2 0ZM13.6 8a1.1 1.1 0 1 1-2.2 0 1.1 1.1 0 0 1 2.2 0Z'
  },
  copy: { stroke: 'M5.5 5.5h8v8h-8zM10.5 5.3V2.5h-8v8h2.8' },
  eye: { stroke: 'M1.5 8S3.9 3.6 8 3.6 14.5 8 14.5 8 12.1 12.4 8 12.4 1.5 8 1.5 8ZM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z' },
  expand: { stroke: 'M9.5 2.5h4v4M13.2 2.8 9.3 6.7M6.5 13.5h-4v-4M2.8 13.2l3.9-3.9' },
  pin: { stroke: 'M5.5 2.5h5l-.6 4.3 2.1 2.4H4l2.1-2.4ZM8 9.2v4.6' },
  pinned: { fill: 'M5.5 2.5h5l-.6 4.3 2.1 2.4H4l2.1-2.4Z', stroke: 'M5.5 2.5h5l-.6 4.3 2.1 2.4H4l2.1-2.4ZM8 9.2v4.6' },
  open: { stroke: 'M2 12.8V3.6h4.2l1.5 1.8H14v7.4Z' },
  enter: { stroke: 'M13 3.5v5H3.5M6.5 5.5l-3 3 3 3' },
  clock: { stroke: 'M13.4 8A5.4 5.4 0 1 1 2.6 8a5.4 5.4 0 0 1 10.8 0ZM8 4.8V8l2.2 1.6' },
  book: { stroke: 'M3 2.5h7.5a2 2 0 0 1 2 2v9H5a2 2 0 0 1-2-2ZM3 11.5a2 2 0 0 1 2-2h7.5' },
  trash: { stroke: 'M2.5 4.2h11M6 4V2.5h4V4M4 4.2l.6 9.3h6.8l.6-9.3' },
  restore: { stroke: 'M2.5 4.2h11M6 4V2.5h4V4M4 4.2l.6 9.3h6.8l.6-9.3M8 11V6.6M6.2 8.2 8 6.4l1.8 1.8' },
  tag: { stroke: 'M2.5 2.5h5l6 6-5 5-6-6ZM5.4 5.4v.1' },
  rename: { stroke: 'm10.6 3 2.4 2.4-7.4 7.4-3 .6.6-3ZM9.2 4.4l2.4 2.4' },
  compare: { stroke: 'M2.5 13.5v-11M2.5 13.5h11M4.6 5.2c2.4 4.6 5 5.8 8.4 6M4.6 9c2.6 1.2 5.4.2 8.4-4' },
  graph: {
    stroke:
      'M5.6 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM14 3.8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM14 12.2a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM5.4 7.1l5.1-2.5M5.4 8.9l5.1 2.5'
  },
  sliders: { stroke: 'M2.5 4.5h6M12 4.5h1.5M2.5 11.5h1.5M7.5 11.5h6M10.2 2.8v3.4M5.8 9.8v3.4' },
  keyboard: { stroke: 'M1.8 4h12.4v8H1.8zM4.2 6.6v.1M6.7 6.6v.1M9.2 6.6v.1M11.7 6.6v.1M5 9.6h6' },
  file: { stroke: 'M4 1.8h5l3.2 3.2v9.2H4ZM9 1.8V5h3.2' },
  runs: { stroke: 'M2.5 12.5 6 7l3 3 4.5-6.5' }
} as const satisfies Record<string, Drawing>

export type IconName = keyof typeof ICONS
