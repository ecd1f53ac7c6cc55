// Draws the rows in sight on a canvas. Colours come from the tokens of the theme.
// SPDX-License-Identifier: Apache-2.0
import { route, type ActivityRow, type Arrow, type PhaseRow, type Row } from './rows';
import { toX, type Scale, type Span, type Tick } from './scale';

export const kRowHeight = 28;
export const kHeadHeight = 40;

export interface Theme {
  surface: string;
  text: string;
  quiet: string;
  line: string;
  action: string;
  actionDone: string;
  bar: string;
  done: string;
  approved: string;
  float: string;
  winter: string;
  font: string;
}

export interface Scene {
  rows: readonly Row[];
  arrows: readonly Arrow[];
  scale: Scale;
  ticks: readonly Tick[];
  winters: readonly Span[];
  today: number;
  chosen: number | null;
  words: { tick: (tick: Tick) => string; days: (count: number) => string; today: string };
}

export interface View {
  left: number; // scrolled away, pixels
  top: number;
  width: number;
  height: number;
}

type Pen = CanvasRenderingContext2D;

export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const get = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: get('--surface'), text: get('--text'), quiet: get('--text-quiet'), line: get('--line'), action: get('--action'), actionDone: get('--action-done'),
    bar: get('--bar'), done: get('--bar-done'), approved: get('--bar-approved'), float: get('--bar-float'),
    winter: get('--winter'), font: `12px ${get('--font')}`,
  };
}

export function paint(pen: Pen, scene: Scene, view: View, theme: Theme): void {
  pen.clearRect(0, 0, view.width, view.height);
  pen.font = theme.font;
  pen.textBaseline = 'middle';
  const x = (at: number) => Math.round(toX(scene.scale, at) - view.left) + 0.5;
  const y = (index: number) => kHeadHeight + index * kRowHeight - view.top;
  const first = Math.max(0, Math.floor((view.top - kHeadHeight) / kRowHeight));
  const end = Math.min(scene.rows.length, Math.ceil((view.top + view.height) / kRowHeight));
  paintGround(pen, scene, view, theme, x);
  for (let index = first; index < end; index += 1) {
    const row = scene.rows[index];
    if (!row) continue;
    if (row.kind === 'phase') paintPhase(pen, row, x, y(index), theme);
    else paintActivity(pen, row, { x, top: y(index), theme, chosen: row.activity.id === scene.chosen, words: scene.words, view });
  }
  for (const arrow of scene.arrows) {
    const top = Math.min(arrow.fromRow, arrow.toRow);
    const bottom = Math.max(arrow.fromRow, arrow.toRow);
    if (bottom >= first && top < end) paintArrow(pen, scene, arrow, { x, y, theme });
  }
  paintHead(pen, scene, view, theme, x);
}

function paintGround(pen: Pen, scene: Scene, view: View, theme: Theme, x: (at: number) => number): void {
  pen.fillStyle = theme.winter;
  for (const winter of scene.winters) pen.fillRect(x(winter.from), 0, x(winter.to) - x(winter.from), view.height);
  pen.lineWidth = 1;
  pen.strokeStyle = theme.line;
  for (const tick of scene.ticks) {
    pen.beginPath();
    pen.moveTo(x(tick.at), tick.major ? 0 : kHeadHeight - 6);
    pen.lineTo(x(tick.at), view.height);
    pen.stroke();
  }
}

function paintHead(pen: Pen, scene: Scene, view: View, theme: Theme, x: (at: number) => number): void {
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, view.width, kHeadHeight);
  pen.strokeStyle = theme.line;
  pen.beginPath();
  pen.moveTo(0, kHeadHeight - 0.5);
  pen.lineTo(view.width, kHeadHeight - 0.5);
  pen.stroke();
  pen.fillStyle = theme.quiet;
  for (const tick of scene.ticks) {
    if (tick.major) pen.fillText(String(tick.year), x(tick.at) + 4, 11);
    pen.fillText(scene.words.tick(tick), x(tick.at) + 4, 29);
  }
  pen.strokeStyle = theme.text;
  pen.beginPath();
  pen.moveTo(x(scene.today), kHeadHeight - 4);
  pen.lineTo(x(scene.today), view.height);
  pen.stroke();
  const width = pen.measureText(scene.words.today).width + 8;
  pen.fillStyle = theme.text;
  pen.fillRect(x(scene.today) - width / 2, 20, width, 17);
  pen.fillStyle = theme.surface;
  pen.fillText(scene.words.today, x(scene.today) - width / 2 + 4, 29);
}

function paintPhase(pen: Pen, row: PhaseRow, x: (at: number) => number, top: number, theme: Theme): void {
  const middle = top + kRowHeight / 2;
  pen.strokeStyle = !row.open && row.driving ? theme.action : theme.quiet;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x(row.from), middle + 4);
  pen.lineTo(x(row.from), middle);
  pen.lineTo(x(row.to), middle);
  pen.lineTo(x(row.to), middle + 4);
  pen.stroke();
  pen.lineWidth = 1;
}

interface RowBrush {
  x: (at: number) => number;
  top: number;
  theme: Theme;
  chosen: boolean;
  words: Scene['words'];
  view: View;
}

function paintActivity(pen: Pen, row: ActivityRow, brush: RowBrush): void {
  const { bar } = row;
  const { x, top, theme } = brush;
  if (brush.chosen) {
    pen.fillStyle = theme.line;
    pen.globalAlpha = 0.45;
    pen.fillRect(0, top, brush.view.width, kRowHeight);
    pen.globalAlpha = 1;
  }
  if (bar.floatTo !== null) {
    pen.fillStyle = theme.float;
    pen.fillRect(x(bar.to), top + 15, x(bar.floatTo) - x(bar.to), 3);
  }
  if (bar.approved) {
    pen.fillStyle = theme.approved;
    pen.fillRect(x(bar.approved.from), top + 5, Math.max(3, x(bar.approved.to) - x(bar.approved.from)), 3);
  }
  if (bar.milestone || bar.gate) paintGate(pen, row, brush);
  if (!bar.milestone) paintBar(pen, row, brush);
  let right = x(bar.to) + (bar.milestone || bar.gate ? 10 : 6);
  if (bar.gate && row.activity.owner) {
    pen.fillStyle = theme.quiet;
    pen.fillText(row.activity.owner, right, top + 17);
    right += pen.measureText(row.activity.owner).width + 8;
  }
  for (const pin of row.pins) right = paintPin(pen, brush, right, pin.days);
}

function paintBar(pen: Pen, row: ActivityRow, { x, top, theme }: RowBrush): void {
  const { bar } = row;
  const left = x(bar.from);
  const width = Math.max(2, x(bar.to) - left);
  const color = bar.driving ? theme.action : theme.bar;
  pen.fillStyle = color;
  if (bar.inferred && !bar.finished) {
    pen.globalAlpha = 0.28;
    pen.fillRect(left, top + 11, width, 11);
    pen.globalAlpha = 1;
    hatch(pen, { left, top: top + 11, width, height: 11 }, color);
  } else {
    pen.fillRect(left, top + 11, width, 11);
  }
  if (bar.doneTo > bar.from) {
    pen.fillStyle = bar.driving ? theme.actionDone : theme.done;
    pen.fillRect(left, top + 11, x(bar.doneTo) - left, 11);
  }
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function hatch(pen: Pen, { left, top, width, height }: Box, color: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.strokeStyle = color;
  pen.beginPath();
  for (let at = left - height; at < left + width; at += 5) {
    pen.moveTo(at, top + height);
    pen.lineTo(at + height, top);
  }
  pen.stroke();
  pen.strokeRect(left, top + 0.5, width, height - 1);
  pen.restore();
}

function paintGate(pen: Pen, row: ActivityRow, { x, top, theme }: RowBrush): void {
  const middle = top + 16.5;
  const at = x(row.bar.to);
  pen.beginPath();
  pen.moveTo(at, middle - 7);
  pen.lineTo(at + 7, middle);
  pen.lineTo(at, middle + 7);
  pen.lineTo(at - 7, middle);
  pen.closePath();
  pen.strokeStyle = row.bar.driving ? theme.action : theme.done;
  pen.fillStyle = row.bar.finished ? (row.bar.driving ? theme.action : theme.done) : theme.surface;
  pen.fill();
  if (row.bar.finished) pen.strokeStyle = theme.surface;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.lineWidth = 1;
}

/** A drop with a hole, and the days that the blocker costs; answers where the next may stand. */
function paintPin(pen: Pen, { top, theme, words }: RowBrush, left: number, days: number | null): number {
  const at = left + 7;
  pen.fillStyle = theme.text;
  pen.beginPath();
  pen.arc(at, top + 11, 5, Math.PI * 0.85, Math.PI * 0.15);
  pen.lineTo(at, top + 23);
  pen.closePath();
  pen.fill();
  pen.fillStyle = theme.surface;
  pen.beginPath();
  pen.arc(at, top + 11, 2, 0, Math.PI * 2);
  pen.fill();
  if (days === null) return at + 12;
  const label = words.days(days);
  pen.fillStyle = theme.text;
  pen.fillText(label, at + 9, top + 17);
  return at + 15 + pen.measureText(label).width;
}

interface ArrowBrush {
  x: (at: number) => number;
  y: (index: number) => number;
  theme: Theme;
}

function paintArrow(pen: Pen, scene: Scene, arrow: Arrow, { x, y, theme }: ArrowBrush): void {
  const from = scene.rows[arrow.fromRow];
  const to = scene.rows[arrow.toRow];
  if (from?.kind !== 'activity' || to?.kind !== 'activity') return;
  const enter = arrow.toStart ? 1 : -1;
  const start = { x: x(arrow.fromFinish ? from.bar.to : from.bar.from), y: y(arrow.fromRow) + 16.5 };
  const end = { x: x(arrow.toStart ? to.bar.from : to.bar.to), y: y(arrow.toRow) + 16.5 };
  const points = route(start, end, arrow.fromFinish ? 1 : -1, enter);
  pen.strokeStyle = arrow.driving ? theme.action : theme.quiet;
  pen.fillStyle = pen.strokeStyle;
  pen.lineWidth = arrow.driving ? 1.5 : 1;
  pen.beginPath();
  points.forEach((point, index) => {
    if (index === 0) pen.moveTo(point.x, point.y);
    else pen.lineTo(point.x, point.y);
  });
  pen.stroke();
  pen.beginPath();
  pen.moveTo(end.x, end.y);
  pen.lineTo(end.x - enter * 5, end.y - 3.5);
  pen.lineTo(end.x - enter * 5, end.y + 3.5);
  pen.fill();
  pen.lineWidth = 1;
}
