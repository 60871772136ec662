/** Line drawings of 20 by 20. An icon never stands alone: words are always beside it. */

const PATHS = {
  today: 'M3 16h14M5.5 16a4.5 4.5 0 0 1 9 0M10 4v3M3.5 8.5l2 1.8M16.5 8.5l-2 1.8',
  inbox: 'M3 11h4l1.5 2.5h3L13 11h4M3 11l2.5-6.5h9L17 11v5H3z',
  files: 'M3 5h5l1.6 2H17v9H3z',
  exchange: 'M4 7h11l-3-3M16 13H5l3 3',
  law: 'M12.5 5.5C12 4.5 11 4 10 4c-1.500 0-2.500.8-2.500 2 0 2.800 5 2.500 5 5 0 1.100-1 2-2.500 2m0 0c-.8 0-1.500-.3-2-.800M7.500 14.500c.5 1 1.500 1.500 2.500 1.500 1.500 0 2.500-.8 2.500-2 0-2.800-5-2.500-5-5 0-1.100 1-2 2.500-2',
  organisation:
    'M10 4.500h0M3 16v-3.500h5V16M12 16v-3.500h5V16M10 4v4M5.500 12.500V10h9v2.500M8 4h4v4H8z',
  lock: 'M5 9.500h10V16H5zM7 9.500V7a3 3 0 0 1 6 0v2.500',
  sealed: 'M3.500 6h13v9h-13zM3.500 6.500 10 11l6.500-4.500',
  clock: 'M10 3.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM10 6.500V10l2.500 2',
  tick: 'm4.500 10.500 3.500 3.500 7.500-8',
  dash: 'M5 10h10',
  dot: 'M10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  ask: 'M7.500 7.500c0-3.500 5-3.500 5-.3 0 2-2.500 2.100-2.500 4.300M10 14.500v.5',
  note: 'M10 6v5.500M10 14v.5M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14z',
  danger: 'M10 3.500 17.500 16.500h-15zM10 8.500v3.500M10 14v.5',
  chevron: 'm8 5.500 4.500 4.500L8 14.500',
  down: 'm5.500 8 4.500 4.500L14.500 8',
  back: 'M16 10H4.500L9 5.500M4.500 10 9 14.500',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4zM12.500 12.500 16.500 16.500',
  add: 'M10 4.500v11M4.500 10h11',
  close: 'm5 5 10 10M15 5 5 15',
  print: 'M6 8V4h8v4M6 14H3.500V8h13v6H14M6 12h8v4.500H6z',
  offline:
    'M3.500 3.500l13 13M7 15h7.500a3 3 0 0 0 1.200-5.700M12.500 6A4.500 4.500 0 0 0 6 9a3.200 3.200 0 0 0-1.500 5.600',
  synced:
    'M6 15.500h8a3.200 3.200 0 0 0 .5-6.300A4.600 4.600 0 0 0 5.800 9 3.300 3.300 0 0 0 6 15.500zm1.800-4.300 1.600 1.600 3-3',
  waiting:
    'M6 15.500h8a3.200 3.200 0 0 0 .5-6.300A4.600 4.600 0 0 0 5.800 9 3.300 3.300 0 0 0 6 15.500zM10 13V9.500',
  person: 'M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4.500 16.500a5.500 5.500 0 0 1 11 0',
  more: 'M5 10h.1M10 10h.1M15 10h.1',
  undo: 'M5 8h7a4 4 0 0 1 0 8H8M5 8l3-3M5 8l3 3',
} as const;

export type IconName = keyof typeof PATHS;

/** Draws an icon, hidden from assistive technology because the words say the same. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`icon icon-${name}`}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
