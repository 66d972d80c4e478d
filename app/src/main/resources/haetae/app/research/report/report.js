'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const main = document.querySelector('main');
  document.title = data.title;
  main.querySelector('h1').textContent = data.title;
  main.querySelector('.subtitle').textContent = data.subtitle;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const element = (tag, text, parent, css) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (css) made.className = css;
    parent.append(made);
    return made;
  };
  const number = text => /^[-+−]?[\d,.]+( ?(%|₩|s|h|d|ms|bp))?$/.test(text);

  const figures = (part, section) => {
    const list = element('dl', '', section, 'figures');
    for (const [name, value] of Object.entries(part.figures)) {
      const box = element('div', '', list);
      element('dt', name, box);
      element('dd', value, box, number(value) && /^[-−]/.test(value) ? 'loss' : '');
    }
  };
  const table = (part, section) => {
    const made = element('table', '', section);
    const rows = part.rows;
    const right = rows[0].map((_, c) => rows.length > 1 && rows.slice(1).every(r => r[c] === '' || number(r[c])));
    rows.forEach((row, r) => {
      const line = element('tr', '', element(r ? 'tbody' : 'thead', '', made));
      row.forEach((cell, c) => {
        const css = (right[c] ? 'number' : '') + (r && right[c] && /^[-−]/.test(cell) ? ' loss' : '');
        element(r ? 'td' : 'th', cell, line, css);
      });
    });
  };
  const notes = (part, section) => {
    const list = element('ul', '', section);
    part.lines.forEach(line => element('li', line, list));
  };

  const paths = {
    LINE: null,
    AREA: null,
    BARS: uPlot.paths.bars({ size: [0.8, 60] }),
    UP: () => null,
    DOWN: () => null,
  };
  const triangle = up => (u, i) => {
    const s = u.series[i], xs = u.data[0], ys = u.data[i], ctx = u.ctx, r = 5 * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = s._colour;
    for (let k = 0; k < xs.length; k++) {
      if (ys[k] == null) continue;
      const x = u.valToPos(xs[k], 'x', true), y = u.valToPos(ys[k], 'y', true);
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, y + (up ? -r : r));
      ctx.lineTo(x - r, y + (up ? r : -r));
      ctx.lineTo(x + r, y + (up ? r : -r));
      ctx.fill();
    }
    ctx.restore();
    return false;
  };
  const series = (line, i, unit) => {
    const c = colour('--c' + (i % 4));
    const made = {
      label: line.label,
      stroke: c,
      width: 1.25,
      spanGaps: false,
      points: { show: false },
      value: (u, v) => v == null ? '' : v.toLocaleString('en', { maximumFractionDigits: 4 }) + ' ' + unit,
    };
    if (line.style === 'AREA' || line.style === 'BARS') made.fill = c + '44';
    if (paths[line.style]) made.paths = paths[line.style];
    if (line.style === 'UP' || line.style === 'DOWN') {
      made._colour = c;
      made.points = { show: triangle(line.style === 'UP') };
    }
    return made;
  };
  const plots = [];
  const chart = (part, section) => {
    if (part.note) element('p', part.note, section, 'note');
    const box = element('div', '', section, 'plot');
    box.id = part.id;
    const names = part.series[0].names;
    const ink = colour('--soft'), rule = colour('--rule');
    const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule, width: 1 } };
    const named = part.axis === 'NAMES';
    // So wide that they would meet in one line.
    const wide = named && names.length * (Math.max(...names.map(n => n.length)) + 2) > 120;
    const bars = part.series.find(s => s.style === 'BARS');
    const half = bars && !named && bars.xs.length > 1 ? (bars.xs[1] - bars.xs[0]) / 2 : 0;
    // The first and the last bar stand whole; of one bar alone, uPlot says how wide.
    const across = half > 0 ? (u, lo, hi) => [lo - half, hi + half] : undefined;
    const options = {
      width: box.clientWidth || 900,
      height: 300,
      tzDate: ts => uPlot.tzDate(new Date(ts * 1e3), 'Etc/UTC'),
      scales: {
        x: { time: part.axis === 'TIME', range: named ? () => [-0.6, names.length - 0.4] : across },
        y: bars
          ? { range: (u, lo, hi) => uPlot.rangeNum(Math.min(0, lo), Math.max(0, hi), 0.08, true) } : {},
      },
      axes: [
        named ? {
          ...axis,
          splits: names.map((_, i) => i),
          values: (u, at) => at.map(i => names[i] ?? ''),
          rotate: wide ? -40 : 0,
          size: wide ? Math.min(130, 30 + 5 * Math.max(...names.map(n => n.length))) : 40,
        } : axis,
        { ...axis, size: 74, label: part.unit, labelSize: 16 },
      ],
      series: [
        named ? { value: (u, v) => names[v] ?? '' } : {},
        ...part.series.map((s, i) => series(s, i, part.unit)),
      ],
    };
    const columns = part.series.map(s => [s.xs, s.ys]);
    const joined = columns.length === 1 ? columns[0] : uPlot.join(columns, columns.map(c => c.map(() => 2)));
    plots.push([new uPlot(options, joined, box), box]);
  };

  const heat = (part, section) => {
    if (part.note) element('p', part.note, section, 'note');
    const flat = part.values.flat().filter(v => v != null);
    const most = Math.max(...flat.map(Math.abs), 1e-9);
    const made = element('table', '', section, 'heat');
    const head = element('tr', '', element('thead', '', made));
    element('th', part.rowName + ' \\ ' + part.columnName, head);
    part.columns.forEach(c => element('th', c, head, 'number'));
    const body = element('tbody', '', made);
    part.rows.forEach((name, r) => {
      const line = element('tr', '', body);
      element('th', name, line);
      part.values[r].forEach(v => {
        const cell = element('td', v == null ? '' : Math.round(v).toLocaleString('en'), line, 'number');
        const share = v == null ? 0 : Math.round(Math.abs(v) / most * 70);
        cell.style.background = `color-mix(in srgb, var(${v < 0 ? '--bad' : '--good'}) ${share}%, transparent)`;
      });
    });
  };

  const kinds = { figures, table, notes, chart, heat };
  const draw = () => {
    plots.length = 0;
    main.querySelectorAll('section').forEach(s => s.remove());
    for (const part of data.parts) {
      const section = element('section', '', main);
      if (part.heading) element('h2', part.heading, section);
      kinds[part.kind](part, section);
    }
  };
  draw();
  addEventListener('resize', () => plots.forEach(([p, box]) => p.setSize({ width: box.clientWidth, height: 300 })));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
