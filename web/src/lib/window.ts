// Which rows of a long list are in sight: equal heights, so it is plain arithmetic.
// SPDX-License-Identifier: Apache-2.0

export interface RowWindow {
  first: number; // index of the first row drawn
  end: number; // one past the last row drawn
  before: number; // pixels of the rows above
  after: number; // pixels of the rows below
}

export function rowWindow(count: number, rowHeight: number, scrollTop: number, viewHeight: number, spare = 8): RowWindow {
  const top = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const first = Math.min(top, Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
  const last = Math.max(first, end);
  return { first, end: last, before: first * rowHeight, after: Math.max(0, count - last) * rowHeight };
}

/** The scroll position that shows a whole row with the least movement. */
export function scrollToShow(index: number, rowHeight: number, scrollTop: number, viewHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return scrollTop;
}
