// Line charts on a canvas: time to the right, a value axis with round numbers, nothing else.
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function steps(low, high, most) {
  const raw = (high - low) / most || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((m) => m * power >= raw) * power;
  const marks = [];
  for (let v = Math.ceil(low / step) * step; v <= high + step * 1e-9; v += step) marks.push(v);
  return marks;
}

export class Chart {
  // options: label(value) for the axis, spanMs() for the width in time.
  constructor(canvas, options) {
    this.canvas = canvas;
    this.options = options;
    this.lines = [];
    this.times = [];
    this.hover = null;
    canvas.addEventListener('pointermove', (e) => { this.hover = e.offsetX; this.draw(); });
    canvas.addEventListener('pointerleave', () => { this.hover = null; this.draw(); });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  // lines: {values, color, width, dash, fillTo}; values may hold null.
  set(times, lines) {
    this.times = times;
    this.lines = lines;
    this.draw();
  }

  draw() {
    const { canvas } = this;
    const width = canvas.clientWidth, height = canvas.clientHeight, scale = window.devicePixelRatio || 1;
    if (!width || !height) return;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const g = canvas.getContext('2d');
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.clearRect(0, 0, width, height);
    g.font = `11px ${style('--sans')}`;
    const last = this.times.at(-1) ?? Date.now();
    // A page that has just been opened does not show minutes of nothing.
    const known = Math.max(60e3, last - (this.times[0] ?? last));
    const first = last - Math.min(this.options.spanMs(), known);
    let from = this.times.findIndex((at) => at >= first);
    if (from < 0) from = this.times.length;
    let low = Infinity, high = -Infinity;
    for (const line of this.lines) {
      for (let i = from; i < this.times.length; i++) {
        const v = line.values[i];
        if (v != null) { low = Math.min(low, v); high = Math.max(high, v); }
      }
    }
    if (!(low <= high)) { low = -1; high = 1; }
    const least = this.options.least ?? 1;
    if (high - low < least) { const mid = (high + low) / 2; low = mid - least / 2; high = mid + least / 2; }
    const room = (high - low) * 0.08;
    low -= room; high += room;
    const box = { left: 4, right: width - 62, top: 6, bottom: height - (this.options.noTime ? 4 : 18) };
    const x = (at) => box.left + ((at - first) / (last - first)) * (box.right - box.left);
    const y = (v) => box.bottom - ((v - low) / (high - low)) * (box.bottom - box.top);
    this.axes(g, box, { first, last, low, high, x, y, width });
    g.save();
    g.beginPath(); g.rect(box.left, box.top - 4, box.right - box.left, box.bottom - box.top + 8); g.clip();
    for (const line of this.lines) this.line(g, line, from, x, y);
    g.restore();
    if (this.hover != null) this.cross(g, box, { x, y, from });
  }

  axes(g, box, { first, last, low, high, x, y }) {
    g.lineWidth = 1;
    g.textBaseline = 'middle';
    for (const v of steps(low, high, Math.max(2, Math.floor((box.bottom - box.top) / 34)))) {
      const at = Math.round(y(v)) + 0.5;
      g.strokeStyle = Math.abs(v) < 1e-9 ? style('--dim') : style('--edge');
      g.globalAlpha = Math.abs(v) < 1e-9 ? 0.7 : 1;
      g.beginPath(); g.moveTo(box.left, at); g.lineTo(box.right, at); g.stroke();
      g.globalAlpha = 1;
      g.fillStyle = style('--dim');
      g.textAlign = 'left';
      g.fillText(this.options.label(v), box.right + 7, at);
    }
    if (this.options.noTime) return;
    const span = last - first;
    const step = [15e3, 30e3, 60e3, 120e3, 300e3, 600e3].find((s) => span / s <= (box.right - box.left) / 80) ?? 600e3;
    g.textAlign = 'center';
    for (let at = Math.ceil(first / step) * step; at <= last; at += step) {
      if (x(at) < 24 || x(at) > box.right - 20) continue;
      g.fillText(new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Asia/Seoul' }), x(at), box.bottom + 11);
    }
  }

  line(g, line, from, x, y) {
    g.strokeStyle = style(line.color);
    g.lineWidth = line.width ?? 1.5;
    g.setLineDash(line.dash ?? []);
    g.lineJoin = 'round';
    g.beginPath();
    let pen = false;
    for (let i = Math.max(0, from - 1); i < this.times.length; i++) {
      const v = line.values[i];
      const gap = i > 0 && this.times[i] - this.times[i - 1] > 10000;
      if (v == null || (gap && pen)) pen = false;
      if (v == null) continue;
      if (pen) g.lineTo(x(this.times[i]), y(v)); else g.moveTo(x(this.times[i]), y(v));
      pen = true;
    }
    g.stroke();
    g.setLineDash([]);
    if (line.fillTo) {
      g.globalAlpha = 0.1; g.fillStyle = style(line.color); g.beginPath();
      let begun = false;
      const back = [];
      for (let i = Math.max(0, from - 1); i < this.times.length; i++) {
        const a = line.values[i], b = line.fillTo[i];
        if (a == null || b == null) continue;
        if (begun) g.lineTo(x(this.times[i]), y(a)); else { g.moveTo(x(this.times[i]), y(a)); begun = true; }
        back.push([x(this.times[i]), y(b)]);
      }
      for (const [bx, by] of back.reverse()) g.lineTo(bx, by);
      g.closePath(); g.fill(); g.globalAlpha = 1;
    }
  }

  cross(g, box, { x, y, from }) {
    let best = -1;
    for (let i = from; i < this.times.length; i++) {
      if (best < 0 || Math.abs(x(this.times[i]) - this.hover) < Math.abs(x(this.times[best]) - this.hover)) best = i;
    }
    if (best < 0) return;
    const at = Math.round(x(this.times[best])) + 0.5;
    g.strokeStyle = style('--dim');
    g.beginPath(); g.moveTo(at, box.top); g.lineTo(at, box.bottom); g.stroke();
    const texts = [new Date(this.times[best]).toLocaleTimeString('en-GB', { timeZone: 'Asia/Seoul' })];
    for (const line of this.lines) {
      const v = line.values[best];
      if (v == null || !line.name) continue;
      g.fillStyle = style(line.color);
      g.beginPath(); g.arc(at, y(v), 3, 0, 7); g.fill();
      texts.push(`${line.name} ${this.options.label(v)}`);
    }
    const text = texts.join('   ');
    const width = g.measureText(text).width + 12;
    const left = Math.min(Math.max(box.left, at - width / 2), box.right - width);
    g.fillStyle = style('--raise'); g.fillRect(left, box.top, width, 18);
    g.fillStyle = style('--text'); g.textAlign = 'left'; g.fillText(text, left + 6, box.top + 9.5);
  }
}
