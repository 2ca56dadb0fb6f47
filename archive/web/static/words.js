// Draws the chart of the page "words over time" from the figures the page carries in its data-chart (charts/monthly.py).
// What it shows stands in the table below it too: without scripts nothing is lost but the picture.
"use strict";

const INKS = ["--lapis", "--cinnabar", "--verdigris", "--ochre"];
const DASHES = [[], [7, 4], [1.5, 4], [10, 3, 2, 3]];
const HEIGHT = 300, SMALL = 600, WIDTH_OF_A_TICK = 130, LINE = 18, END = 5;

const figure = document.querySelector("[data-chart]");
const chart = JSON.parse(figure.dataset.chart);
const host = figure.querySelector(".plot");
const readout = figure.querySelector(".readout");
const numbers = new Intl.NumberFormat(chart.lang === "ar" ? "ar-u-nu-latn" : chart.lang, { maximumFractionDigits: 2 });
const narrow = matchMedia(`(max-width: ${SMALL}px)`);
let plot;

const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const font = (weight) => `${weight} 14px ${getComputedStyle(document.body).fontFamily}`;
const last = (values) => values.findLastIndex((value) => value !== null);

// Months of which an outlet is missing are hatched, over their whole width.
function hatch(u) {
  const { left, top, width, height } = u.bbox, gap = 8 * devicePixelRatio;
  const half = Math.abs(u.valToPos(1, "x", true) - u.valToPos(0, "x", true)) / 2;
  u.ctx.save();
  u.ctx.strokeStyle = ink("--ink-3");
  u.ctx.globalAlpha = 0.5;
  u.ctx.lineWidth = devicePixelRatio;
  for (const month of chart.gaps) {
    const middle = u.valToPos(month, "x", true);
    const from = Math.max(left, middle - half), to = Math.min(left + width, middle + half);
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(from, top, to - from, height);
    u.ctx.clip();
    u.ctx.beginPath();
    for (let x = from - height; x < to; x += gap) {
      u.ctx.moveTo(x, top + height);
      u.ctx.lineTo(x + height, top);
    }
    u.ctx.stroke();
    u.ctx.restore();
  }
  u.ctx.restore();
}

const SHAPES = [
  (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
  (c, x, y, r) => c.rect(x - r, y - r, 2 * r, 2 * r),
  (c, x, y, r) => { c.moveTo(x, y - r); c.lineTo(x + r, y + r); c.lineTo(x - r, y + r); c.closePath(); },
  (c, x, y, r) => { c.moveTo(x, y - r); c.lineTo(x + r, y); c.lineTo(x, y + r); c.lineTo(x - r, y); c.closePath(); },
];

// Every line carries its name and a sign of its own at its end; names that would touch are pushed apart.
function labels(u) {
  const c = u.ctx, px = devicePixelRatio, side = chart.backwards ? -1 : 1;
  const ends = chart.lines.map((line, n) => ({ n, label: line.label, at: last(line.values) })).filter((end) => end.at >= 0);
  for (const end of ends) {
    end.x = u.valToPos(end.at, "x", true);
    end.y = end.labelY = u.valToPos(chart.lines[end.n].values[end.at], "y", true);
  }
  ends.sort((one, other) => one.y - other.y);
  for (let n = ends.length - 2, floor = u.bbox.top + u.bbox.height; n >= -1; n -= 1) {
    ends[n + 1].labelY = Math.min(ends[n + 1].labelY, floor);
    floor = ends[n + 1].labelY - LINE * px;
  }
  ends.forEach((end, n) => { if (n) end.labelY = Math.max(end.labelY, ends[n - 1].labelY + LINE * px); });
  c.save();
  c.font = font(600).replace("14px", `${14 * px}px`);
  c.textBaseline = "middle";
  c.textAlign = chart.backwards ? "right" : "left";
  for (const end of ends) {
    c.fillStyle = ink(INKS[end.n]);
    c.beginPath();
    SHAPES[end.n](c, end.x, end.y, END * px);
    c.fill();
    if (!narrow.matches) c.fillText(end.label, end.x + side * 12 * px, end.labelY);
  }
  c.restore();
}

function showMonth(u) {
  const month = u.cursor.idx;
  if (month === null || month === undefined) return;
  const values = chart.lines.map((line) => `${line.label} ${line.values[month] === null ? "–" : numbers.format(line.values[month])}`);
  readout.textContent = `${chart.months[month]}: ${values.join(chart.backwards ? "، " : ", ")}`;
}

function options(width) {
  const grid = { stroke: ink("--rule"), width: 1 };
  const ticksThatFit = Math.max(1, Math.floor(width / WIDTH_OF_A_TICK));
  const ticks = chart.ticks.filter((_, n) => n % Math.ceil(chart.ticks.length / ticksThatFit) === 0);
  const beside = narrow.matches ? 16 : 20 + Math.max(...chart.lines.map((line) => 9 * line.label.length));
  const x = { stroke: ink("--ink-3"), font: font(400), size: 36, grid: { show: false }, ticks: { stroke: ink("--ink-3") },
    splits: () => ticks, values: (u, splits) => splits.map((month) => chart.months[month]) };
  const y = { stroke: ink("--ink-3"), font: font(400), side: chart.backwards ? 1 : 3, grid, ticks: { show: false },
    values: (u, splits) => splits.map((value) => numbers.format(value)) };
  return {
    width, height: HEIGHT, legend: { show: false }, axes: [x, y],
    padding: [16, chart.backwards ? 8 : beside, 0, chart.backwards ? beside : 8],
    cursor: { drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false, dir: chart.backwards ? -1 : 1, range: [-0.5, chart.months.length - 0.5] },
      y: { range: (u, low, high) => [0, Math.max(1e-6, 1.1 * (high || 1))] },
    },
    series: [{}, ...chart.lines.map((line, n) => ({
      label: line.label, stroke: ink(INKS[n]), dash: DASHES[n], width: 2.5, points: { show: line.values.length < 2 },
    }))],
    hooks: { drawClear: [hatch], draw: [labels], setCursor: [showMonth] },
  };
}

function draw() {
  if (plot) plot.destroy();
  plot = new uPlot(options(host.clientWidth), [chart.months.map((_, n) => n), ...chart.lines.map((line) => line.values)], host);
}

figure.hidden = false;
document.fonts.ready.then(draw);
let width = host.clientWidth;
new ResizeObserver(() => { if (host.clientWidth !== width) { width = host.clientWidth; draw(); } }).observe(host);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
