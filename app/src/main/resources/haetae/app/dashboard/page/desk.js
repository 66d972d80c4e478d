// The operator's page: follows /api/stream, shows what it says, and leaves the operator's word.
import { Chart } from './chart.js';
import { age, clock, coin, getLanguage, percent, plain, price, reasonWords, setLanguage, signedWon, span, t, won } from './words.js';

const $ = (id) => document.getElementById(id);
const STALE_MS = 3000;
const LEVELS = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3, CRITICAL: 3 };
const SPANS = [['min5', 300e3], ['min15', 900e3], ['min30', 1800e3]];

const state = {
  session: null, frame: null, frameAt: 0, stream: null, pair: null, spanMs: 300e3,
  seen: { log: 0, trades: -1, alerts: -1, audit: -1 }, busy: new Set(), lines: [],
  series: { t: [], sell: [], mid: [], buy: [], needSell: [], needBuy: [] }, money: { t: [], pnl: [] },
};

const store = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* private window: the choice lasts for this page */ } } };

// ---------- building blocks

function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text != null) e.textContent = text;
  if (className) e.className = className;
  return e;
}

// Writes only what has changed, so that a selection or a screen reader is not disturbed.
function put(node, text, className) {
  if (node.textContent !== text) node.textContent = text;
  if (className != null && node.className !== className) node.className = className;
}

function figures(list, rows) {
  while (list.children.length > rows.length) list.lastChild.remove();
  rows.forEach(([name, value, className, title], i) => {
    let box = list.children[i];
    if (!box) {
      box = element('div');
      box.append(element('dt'), element('dd'));
      list.append(box);
    }
    put(box.children[0], name);
    put(box.children[1], value, className ?? '');
    if (title != null) box.title = title;
  });
}

// rows: arrays of [text, className] or text; columns: [key, className].
function table(node, columns, rows, nothing) {
  if (!node.tHead) {
    node.append(document.createElement('thead'), document.createElement('tbody'));
    node.tHead.append(document.createElement('tr'));
  }
  const head = node.tHead.rows[0];
  while (head.cells.length > columns.length) head.lastChild.remove();
  columns.forEach(([key, className], i) => {
    let th = head.cells[i];
    if (!th) { th = element('th'); th.scope = 'col'; head.append(th); }
    put(th, key ? t(key) : '', className ?? '');
  });
  const body = node.tBodies[0];
  const shown = rows.length ? rows : [[nothing]];
  while (body.rows.length > shown.length) body.lastChild.remove();
  shown.forEach((row, r) => {
    const tr = body.rows[r] ?? body.insertRow();
    tr.className = rows.length ? '' : 'none';
    while (tr.cells.length > row.length) tr.lastChild.remove();
    row.forEach((cell, c) => {
      const td = tr.cells[c] ?? tr.insertCell();
      const [text, className] = Array.isArray(cell) ? cell : [cell, ''];
      const wide = columns[c]?.[1] ?? '';
      td.colSpan = rows.length ? 1 : columns.length;
      put(td, text ?? '–', `${wide} ${className ?? ''}`.trim());
    });
  });
}

function reasons(list, items) {
  while (list.children.length > items.length) list.lastChild.remove();
  items.forEach(([text, className], i) => {
    const li = list.children[i] ?? list.appendChild(element('li'));
    put(li, text, className);
  });
}

const tone = (n) => (n > 0 ? 'up' : n < 0 ? 'down' : '');

// ---------- the service

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-Haetae-Csrf': state.session?.csrf ?? '' },
  };
  const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', ...options });
  const json = await answer.json();
  if (answer.status === 401 && path !== '/api/login') await signIn();
  return { ok: answer.ok, ...(Array.isArray(json) ? { list: json } : json) };
}

async function begin() {
  try {
    state.session = await ask('/api/session');
  } catch {
    setTimeout(begin, 1000);
    return;
  }
  role();
  if (state.session.role === 'NONE') { await signIn(); return; }
  if ($('login').open) $('login').close();
  state.seen = { log: 0, trades: -1, alerts: -1, audit: -1 };
  state.lines = [];
  $('log').replaceChildren();
  await history();
  follow();
}

function follow() {
  state.stream?.close();
  const stream = new EventSource('/api/stream');
  state.stream = stream;
  let lost = false;
  stream.addEventListener('status', (event) => {
    state.frame = JSON.parse(event.data);
    state.frameAt = Date.now();
    if (lost) { lost = false; renew(); }
    show();
  });
  stream.onerror = () => {
    lost = true;
    if (stream.readyState === EventSource.CLOSED && state.stream === stream) {
      stream.close();
      setTimeout(begin, 1500);
    }
  };
}

// After a restart of the service its numbers begin anew, and so does the page's token.
async function renew() {
  try {
    const before = state.session?.csrf;
    state.session = await ask('/api/session');
    role();
    if (before !== state.session.csrf) {
      state.seen = { log: 0, trades: -1, alerts: -1, audit: -1 };
      state.lines = [];
      $('log').replaceChildren();
      await history();
    }
  } catch {
    // The stream tells when the service is there again.
    state.session = null;
    setTimeout(begin, 1500);
  }
}

async function history() {
  const pair = state.pair ?? '';
  try {
    const [premium, money] = await Promise.all([ask(`/api/history?pair=${encodeURIComponent(pair)}`), ask('/api/money')]);
    if (pair !== (state.pair ?? '')) return;
    state.series = { t: premium.t ?? [], sell: premium.sell ?? [], mid: premium.mid ?? [], buy: premium.buy ?? [], needSell: [], needBuy: [] };
    state.series.needSell = state.series.t.map(() => null);
    state.series.needBuy = state.series.t.map(() => null);
    state.money = { t: money.t ?? [], pnl: money.pnl ?? [] };
  } catch {
    // Points from now on are shown as they come.
    state.series.t.length = 0;
  }
}

// ---------- showing a frame

function show() {
  const f = state.frame;
  if (!f) return;
  if (!state.pair || !f.pairs.some((p) => p.pair === state.pair)) {
    state.pair = f.pairs[0]?.pair ?? null;
    history();
  }
  strip(f);
  obstacles(f);
  control(f);
  pairs(f);
  charts(f);
  positions(f);
  balances(f);
  feeds(f);
  machine(f);
  lists(f);
}

// Somebody who is not told must at least see it here.
const deaf = (f) => f.telegramFault !== '' || f.channels.some((c) => c.fault !== '');

function strip(f) {
  const levels = { OK: 'ok', WARN: 'warn', ERROR: 'bad', CRITICAL: 'bad', NONE: 'off' };
  const trading = f.state === 'HALTED' ? 'bad' : f.state !== 'NORMAL' || f.pause || f.money.stops.length ? 'warn' : 'ok';
  const word = f.state !== 'NORMAL' ? t(f.state) : f.pause ? t('paused') : f.money.stops.length ? t('stopped') : t(f.state);
  const cells = [
    [t('mode'), t(f.mode === 'live' ? 'm_live' : f.mode), 'off', 'word'],
    [t('orders'), f.live ? t('on') : t('off'), f.live ? 'ok' : f.mode === 'live' ? 'warn' : 'off', 'word'],
    [t('trading'), word, trading, 'word'],
    [t('watchdog'), t(f.watchdog.level), levels[f.watchdog.level] ?? 'warn', 'word'],
    ...f.venues.map((v) => [`${v.venue === 'UPBIT' ? t('upbit') : t('binance')}`, v.health === 'DOWN' ? 'DOWN' : age(v.ageMs),
      v.health === 'OK' ? 'ok' : v.health === 'WARN' ? 'warn' : 'bad', '']),
    [t('day'), signedWon(f.money.dailyKrw), 'off', tone(f.money.dailyKrw)],
    [t('drawdown'), percent(-f.money.drawdownPpm, 2), f.money.killed ? 'bad' : 'off', ''],
    [t('naked'), f.counts.unhedgedMs ? age(f.counts.unhedgedMs) : t('none'), f.counts.unhedgedMs > 5000 ? 'bad' : f.counts.unhedgedMs ? 'warn' : 'off', ''],
  ];
  const list = $('strip');
  while (list.children.length > cells.length) list.lastChild.remove();
  cells.forEach(([name, value, level, className], i) => {
    let box = list.children[i];
    if (!box) { box = element('div'); box.append(element('dt'), element('dd')); list.append(box); }
    if (box.className !== level) box.className = level;
    put(box.children[0], name);
    put(box.children[1], value, className);
  });
  const worst = cells.some((c) => c[2] === 'bad') ? 'bad' : cells.some((c) => c[2] === 'warn') || !f.ready.ok || deaf(f) ? 'warn' : 'ok';
  document.documentElement.dataset.all = worst;
}

function obstacles(f) {
  const box = $('obstacles');
  const told = [];
  if (!f.ready.ok) told.push(`${t('notReady')}: ${f.ready.reasons.map(reasonWords).join(' · ')}`);
  if (deaf(f)) told.push(`${t('deaf')}: ${[...f.channels.filter((c) => c.fault !== '').map((c) => c.channel), ...(f.telegramFault ? [t('tgCommands')] : [])].join(', ')}`);
  box.hidden = told.length === 0;
  const bad = f.state === 'HALTED' || f.watchdog.level === 'ERROR' || f.watchdog.level === 'CRITICAL';
  put(box, told.join(' · '), bad ? 'obstacles bad' : 'obstacles');
}

function control(f) {
  const operator = state.session?.role === 'OPERATOR';
  $('halt').disabled = !operator || f.state === 'HALTED';
  const held = f.counts.openPositions + f.counts.inTransit > 0;
  $('flatten').disabled = !operator || f.state === 'HALTED' || !held;
  $('resume').disabled = !operator || (f.state === 'NORMAL' && !f.money.killed && f.money.breaks.length + f.money.stops.length === 0);
  const hint = !operator ? t('lookOnly') : f.state === 'HALTED' && held ? t('haltCloses') : '';
  $('hint').hidden = hint === '';
  put($('hint'), hint);
  reasons($('guard'), f.guard.ok ? [[t('allowed'), 'ok']] : f.guard.reasons.map((r) => [reasonWords(r), f.mode === 'live' ? 'warn' : '']));
  reasons($('findings'), f.watchdog.alerts.length === 0 ? [[t('noFindings'), 'ok']]
    : f.watchdog.alerts.map((a) => [`${a.component}: ${a.message}`, a.level === 'WARN' ? 'warn' : 'bad']));
}

function pairs(f) {
  const tabs = $('pairs-tabs');
  const names = f.pairs.slice(0, 12).map((p) => p.pair);
  if (state.pair && !names.includes(state.pair)) names.push(state.pair);
  if (tabs.dataset.names !== names.join()) {
    tabs.dataset.names = names.join();
    tabs.replaceChildren(...names.map((name) => {
      const b = element('button', name);
      b.type = 'button';
      b.onclick = () => { state.pair = name; history().then(show); };
      return b;
    }));
  }
  for (const b of tabs.children) b.setAttribute('aria-pressed', String(b.textContent === state.pair));
  const edge = (net, needed) => [percent(net), net == null ? 'dim' : net >= needed ? 'ok-text strong' : net > 0 ? '' : 'dim'];
  table($('pairs'), [['pair', 'left'], ['sell'], ['mid', 'wide'], ['buy'], ['sellNet'], ['buyNet'], ['needed', 'wide far'], ['upbit', 'wide'], ['binance', 'wide'], ['age', 'wide farther']],
    f.pairs.map((p) => [
      [p.pair, 'strong'], percent(p.sellPpm), [percent(p.midPpm), 'dim'], percent(p.buyPpm),
      edge(p.sellNetPpm, p.neededPpm), edge(p.buyNetPpm, p.neededPpm), [percent(p.neededPpm), 'dim'],
      p.fault ? [p.fault, 'warn-text'] : `${price(p.upbitBid)} / ${price(p.upbitAsk)}`,
      `${price(p.binanceBid)} / ${price(p.binanceAsk)}`,
      [`${p.upbitAgeMs ?? '–'} / ${p.binanceAgeMs ?? '–'} / ${p.fxAgeMs ?? '–'} ms`, 'dim'],
    ]), t('none'));
  const p = f.pairs[0];
  put($('fx'), p ? `KRW-USDT ${price(p.fxBid)} / ${price(p.fxAsk)}` : '');
}

const premiumChart = new Chart($('chart'), { spanMs: () => state.spanMs, label: (v) => percent(v, 3), least: 200 });
const moneyChart = new Chart($('money-chart'), { spanMs: () => 1800e3, label: (v) => won(v), least: 100, noTime: true });

function charts(f) {
  const p = f.pairs.find((x) => x.pair === state.pair);
  const s = state.series;
  const needSell = p?.sellNetPpm == null ? null : p.sellPpm - p.sellNetPpm + p.neededPpm;
  const needBuy = p?.buyNetPpm == null ? null : p.buyPpm + p.buyNetPpm - p.neededPpm;
  if (p && f.atMs - (s.t.at(-1) ?? 0) >= 240) {
    s.t.push(f.atMs); s.sell.push(p.sellPpm); s.mid.push(p.midPpm); s.buy.push(p.buyPpm);
    s.needSell.push(needSell); s.needBuy.push(needBuy);
    if (s.t.length > 9000) for (const key of Object.keys(s)) s[key].splice(0, 900);
  }
  const flat = (v) => s.t.map(() => v);
  premiumChart.set(s.t, [
    { values: s.mid, color: '--mid', width: 1, name: t('mid') },
    { values: s.sell, color: '--sell', name: t('sell'), fillTo: s.buy },
    { values: s.buy, color: '--buy', name: t('buy') },
    { values: flat(needSell), color: '--sell', width: 1, dash: [4, 4] },
    { values: flat(needBuy), color: '--buy', width: 1, dash: [4, 4] },
  ]);
  $('chart').setAttribute('aria-label', p ? `${t('chartOf')} ${p.pair}: ${t('sell')} ${percent(p.sellPpm)}, ${t('mid')} ${percent(p.midPpm)}, ${t('buy')} ${percent(p.buyPpm)}` : t('unknown'));
  legend(p, needSell, needBuy);
  const m = state.money;
  if (f.atMs - (m.t.at(-1) ?? 0) >= 1000) { m.t.push(f.atMs); m.pnl.push(f.money.pnlKrw); if (m.t.length > 2400) { m.t.splice(0, 300); m.pnl.splice(0, 300); } }
  moneyChart.set(m.t, [{ values: m.pnl, color: '--accent', name: t('pnl') }]);
  $('money-chart').setAttribute('aria-label', `${t('moneyOf')}: ${signedWon(f.money.pnlKrw)}`);
  const k = f.money;
  figures($('money'), [
    [t('total'), signedWon(k.pnlKrw), `strong ${tone(k.pnlKrw)}`], [t('equity'), k.equityKrw ? won(k.equityKrw) : '–'],
    [t('realized'), signedWon(k.realizedKrw), tone(k.realizedKrw)], [t('exposure'), won(k.exposureKrw)],
    [t('unrealized'), signedWon(k.unrealizedKrw), tone(k.unrealizedKrw)], [t('fees'), won(k.feesKrw)],
    [t('fxEffect'), signedWon(k.fxKrw), tone(k.fxKrw)], [t('funding'), signedWon(k.fundingKrw), tone(k.fundingKrw)],
    ...(f.paper.runs ? [[t('paperTwin'), signedWon(f.paper.pnlKrw), tone(f.paper.pnlKrw)], [t('paperTrades'), `${plain(f.paper.trades)} / ${plain(f.paper.openPositions)}`]] : []),
  ]);
}

function legend(p, needSell, needBuy) {
  const parts = [['sell', '', t('sell'), percent(p?.sellPpm)], ['mid', '', t('mid'), percent(p?.midPpm)], ['buy', '', t('buy'), percent(p?.buyPpm)],
    ['sell', 'needed', t('entrySell'), `≥ ${percent(needSell)}`], ['buy', 'needed', t('entryBuy'), `≤ ${percent(needBuy)}`]];
  const box = $('legend');
  if (box.children.length !== parts.length) {
    box.replaceChildren(...parts.map(([color, kind]) => {
      const item = element('span');
      item.append(element('i', '', `${color} ${kind}`), element('span'), element('b'));
      return item;
    }));
  }
  parts.forEach(([, , name, value], i) => { put(box.children[i].children[1], `${name} `); put(box.children[i].children[2], value); });
}

function positions(f) {
  put($('n-positions'), plain(f.counts.openPositions));
  table($('positions'), [['trade', 'left'], ['pair', 'left'], ['direction', 'left wide'], ['phase', 'left'], ['upbit'], ['binance'], ['profit']],
    f.positions.map((p) => [p.trade, [p.pair, 'strong'], t(p.direction), [p.phase, p.phase === 'STUCK' ? 'bad-text' : p.phase === 'HEDGED' ? '' : 'warn-text'],
      coin(p.upbit), coin(p.binance), [signedWon(p.profitKrw), tone(p.profitKrw)]]), t('noPositions'));
}

function balances(f) {
  table($('balances'), [['venue', 'left'], ['asset', 'left'], ['ledger'], ['free']],
    f.balances.map((b) => [b.venue === 'UPBIT' ? t('upbit') : t('binance'), [b.asset, 'strong'],
      b.asset === 'KRW' ? won(b.ledger) : coin(b.ledger), [b.asset === 'KRW' ? won(b.free) : coin(b.free), 'dim']]), t('noBalances'));
}

function feeds(f) {
  const health = (v) => [t(v), v === 'OK' ? 'ok-text' : v === 'WARN' ? 'warn-text' : 'bad-text'];
  table($('venues'), [['venue', 'left'], ['health', 'left'], ['feedAge'], ['clock'], ['unknownOrders']],
    f.venues.map((v) => [v.venue === 'UPBIT' ? t('upbit') : t('binance'), health(v.health), age(v.ageMs), v.clockOffsetMs == null ? '–' : `${v.clockOffsetMs} ms`, [plain(v.unknownOrders), v.unknownOrders ? 'warn-text' : '']]), t('none'));
  table($('streams'), [['stream', 'left'], ['feedAge'], ['messages'], ['gaps', 'wide'], ['reconnects', 'wide']],
    f.streams.map((s) => [[s.stream, s.connected && s.synced ? '' : 'bad-text'], age(s.ageMs), plain(s.messages), plain(s.gaps), plain(s.reconnects)]), t('simulated'));
}

function machine(f) {
  const m = f.machine, c = f.counts;
  const mb = (n) => (m.known ? `${plain(n)} MB` : '–');
  figures($('machine'), [
    [t('cpu'), m.known ? `${m.cpuPct.toFixed(1)}%` : '–'], [t('cycle'), `${plain(f.cycle)}`],
    [t('rss'), mb(m.rssMb)], [t('loop'), f.loopMs == null ? '–' : `${f.loopMs.toFixed(1)} ms`],
    [t('heap'), mb(m.heapMb)], [t('journal'), t(m.journal), m.journal === 'GOOD' ? 'ok-text' : m.journal === 'OFF' ? 'dim' : 'bad-text'],
    [t('threads'), m.known ? plain(m.threads) : '–'], [t('journalLag'), `${plain(m.journalLagMs)} ms`],
    [t('files'), m.known ? plain(m.files) : '–'], [t('inbox'), plain(m.inbox)],
    [t('gc'), m.known ? `${plain(m.gcPauseMs)} ms` : '–'], [t('logState'), t(m.log), m.log === 'OK' ? 'ok-text' : 'warn-text', m.logFault],
    [t('disk'), m.known ? `${plain(m.diskFreeMb / 1024)} GB` : '–'], [t('dropped'), plain(m.droppedBooks)],
  ]);
  figures($('counts'), [
    [t('signals'), plain(c.signals)], [t('entries'), plain(c.entries)], [t('tradesN'), plain(c.trades)],
    [t('closed'), plain(c.closed)], [t('won'), plain(c.won)], [t('execRate'), percent(c.execRatePpm, 1).replace('+', '')],
    [t('stops'), plain(c.stopLosses)], [t('rejections'), plain(c.rejections)], [t('orderErrors'), plain(c.orderErrors), c.orderErrors ? 'warn-text' : ''],
    [t('breaks'), plain(c.ledgerBreaks), c.ledgerBreaks ? 'warn-text' : ''], [t('inFlight'), plain(c.inFlight)], [t('events'), plain(c.events)],
  ]);
  reasons($('channels'), [...f.channels.map((x) => [`${x.channel}: ${x.fault ? `${t('fails')}: ${x.fault}` : t('OK')}${x.waiting ? ` · ${t('waiting')} ${x.waiting}` : ''}${x.held ? ` · ${t('heldBack')} ${x.held}` : ''}`,
    x.fault ? 'bad' : x.waiting ? 'warn' : 'ok']), ...(f.telegramFault ? [[`${t('tgCommands')}: ${f.telegramFault}`, 'bad']] : [])]);
  const refused = Object.entries(c.refusals).sort((a, b) => b[1] - a[1]);
  figures($('refusals'), refused.length ? refused.map(([code, n]) => [code, plain(n), '', code]) : [[t('none'), '']]);
}

// ---------- lists that are fetched when a frame says that they have grown

function lists(f) {
  if (state.seen.log !== f.latest.log) fetchOnce('log', `/api/log?after=${state.seen.log > f.latest.log ? 0 : state.seen.log}`, logLines);
  if (state.seen.trades !== f.latest.trades) fetchOnce('trades', '/api/trades', trades, f.latest.trades);
  if (state.seen.alerts !== f.latest.alerts) fetchOnce('alerts', '/api/alerts', alerts, f.latest.alerts);
  if (state.seen.audit !== f.latest.audit) fetchOnce('audit', '/api/audit', auditLines, f.latest.audit);
}

async function fetchOnce(name, path, use, seen) {
  if (state.busy.has(name)) return;
  state.busy.add(name);
  try {
    const { ok, list } = await ask(path);
    if (ok) { if (seen !== undefined) state.seen[name] = seen; use(list); }
  } catch {
    // The next frame asks again.
    state.seen[name] = name === 'log' ? state.seen.log : -1;
  } finally {
    setTimeout(() => state.busy.delete(name), 700);
  }
}

function logLines(list) {
  for (const line of list) if (line.seq > state.seen.log || line.seq === 1) { state.seen.log = line.seq; state.lines.push(line); }
  const dropped = state.lines.length - 1000;
  if (dropped > 0) state.lines.splice(0, dropped);
  paintLog(list);
}

const wanted = (line) => LEVELS[line.level] >= Number($('log-level').value)
  && line.text.toLowerCase().includes($('log-filter').value.trim().toLowerCase());

function paintLog(fresh) {
  const box = $('log');
  for (const line of fresh ?? []) if (wanted(line)) box.append(element('p', line.text, line.level));
  while (box.children.length > 600) box.firstChild.remove();
  if ($('log-follow').checked) box.scrollTop = box.scrollHeight;
}

function repaintLog() {
  $('log').replaceChildren();
  paintLog(state.lines.filter(wanted).slice(-500));
}

function trades(list) {
  state.trades = list ?? state.trades ?? [];
  put($('n-trades'), plain(state.frame?.latest.trades));
  table($('trades'), [['closed', 'left'], ['trade', 'left wide'], ['pair', 'left'], ['direction', 'left wide'], ['size', 'wide far'], ['entry', 'wide'], ['exit', 'wide'], ['held'], ['fees', 'wide far'], ['pnl'], ['why', 'left']],
    state.trades.map((x) => [[clock(x.closedMs), 'dim'], x.trade, [x.pair, 'strong'], t(x.direction), coin(x.quantity), percent(x.entryPpm), percent(x.exitPpm),
      [span(x.closedMs - x.openedMs), 'dim'], won(x.feesKrw), [signedWon(x.pnlKrw), `strong ${tone(x.pnlKrw)}`], [t(x.exitReason), 'dim']]), t('noTrades'));
}

function alerts(list) {
  state.alerts = list ?? state.alerts ?? [];
  lines($('alerts'), state.alerts.map((a) => [clock(a.timeMs), `${a.severity} ${a.type}: ${a.text}`, a.severity]), t('noAlerts'));
}

function auditLines(list) {
  state.audit = list ?? state.audit ?? [];
  lines($('audit'), state.audit.map((a) => [clock(Date.parse(a.time)), `${a.who} (${a.from}) ${a.action}${a.detail ? `: ${a.detail}` : ''} → ${a.result}`, a.result.startsWith('refused') || a.result.startsWith('failed') ? 'WARNING' : '']), t('noAudit'));
}

function lines(box, rows, nothing) {
  box.replaceChildren(...(rows.length ? rows : [['', nothing, 'DEBUG']]).map(([time, text, className]) => {
    const p = element('p', null, className);
    if (time) p.append(element('time', time), ' ');
    p.append(text);
    return p;
  }));
}

// ---------- the operator's word

function dialog({ title, text, list, reason, word, yes, className }) {
  put($('ask-title'), title);
  put($('ask-text'), text);
  reasons($('ask-list'), list ?? []);
  $('ask-reason-field').hidden = !reason;
  $('ask-word-field').hidden = !word;
  put($('ask-word-label'), word ? word.label : '');
  put($('ask-yes'), yes, className);
  put($('ask-error'), '');
  $('ask-reason').value = '';
  $('ask-word').value = '';
  if (!$('ask').open) $('ask').showModal();
  (reason ? $('ask-reason') : word ? $('ask-word') : $('ask-yes')).focus();
  return new Promise((resolve) => {
    const done = (value) => { $('ask-form').onsubmit = null; $('ask-no').onclick = null; $('ask').oncancel = null; resolve(value); };
    $('ask-form').onsubmit = (event) => {
      event.preventDefault();
      const why = $('ask-reason').value.trim();
      if (reason === 'needed' && why.length < 3) { put($('ask-error'), t('needReason')); $('ask-reason').focus(); return; }
      if (word && $('ask-word').value.trim() !== word.is) { put($('ask-error'), t('wrongWord')); $('ask-word').focus(); return; }
      done({ reason: why });
    };
    $('ask-no').onclick = () => done(null);
    $('ask').oncancel = () => done(null);
  });
}

async function send(path, body) {
  $('ask').close();
  try {
    const result = await ask(path, body);
    toast(result.text ?? (result.ok ? 'OK' : '?'), result.ok);
    return result;
  } catch {
    toast(t('session'), false);
    return { ok: false };
  }
}

async function halt() {
  const answer = await dialog({ title: t('haltTitle'), text: t('haltText'), reason: 'welcome', yes: t('haltYes'), className: 'danger' });
  if (answer) await send('/api/halt', { reason: answer.reason }); else $('ask').close();
}

async function flatten() {
  const answer = await dialog({ title: t('flattenTitle'), text: t('flattenText'), reason: 'needed', word: { label: t('flattenWord'), is: 'FLATTEN' }, yes: t('flattenYes'), className: 'danger' });
  if (answer) await send('/api/flatten', { reason: answer.reason, confirm: 'FLATTEN' }); else $('ask').close();
}

async function resume() {
  const against = state.frame?.ready.reasons ?? [];
  const first = await dialog({
    title: t('resumeTitle'), text: t('resumeText'), reason: 'needed', yes: t('resumeNext'), className: 'plain',
    list: against.length ? against.map((r) => [reasonWords(r), 'warn']) : [[t('nothing'), 'ok']],
  });
  if (!first) { $('ask').close(); return; }
  let ticket;
  try {
    ticket = await ask('/api/resume/prepare', {});
  } catch {
    ticket = { ok: false, text: t('session') };
  }
  if (!ticket.ok) { $('ask').close(); toast(ticket.text, false); return; }
  const breaks = state.frame?.money.breaks ?? [];
  const second = await dialog({
    title: t('resumeTitle2'), text: t('resumeText2'), yes: t('resumeYes'), className: 'go',
    list: [[first.reason, 'ok'], ...breaks.map((b) => [`${t('unexplained')}: ${b}`, 'bad'])],
    word: breaks.length ? { label: t('balancesWord'), is: 'BALANCES' } : null,
  });
  if (!second) { $('ask').close(); return; }
  await send('/api/resume', { ticket: ticket.ticket, reason: first.reason, balances: breaks.length ? 'BALANCES' : '' });
}

let toastTimer = 0;
function toast(text, good) {
  const box = $('toast');
  put(box, text, good ? 'toast ok' : 'toast bad');
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 6000);
}

async function signIn() {
  state.stream?.close();
  if (!$('login').open) $('login').showModal();
  $('login').oncancel = (event) => event.preventDefault();
  $('login-form').onsubmit = async (event) => {
    event.preventDefault();
    try {
      const result = await ask('/api/login', { token: $('login-token').value });
      $('login-token').value = '';
      if (result.ok) { put($('login-error'), ''); $('login').close(); begin(); } else { put($('login-error'), result.text); }
    } catch {
      put($('login-error'), t('session'));
    }
  };
}

function role() {
  const s = state.session;
  put($('role'), !s || s.role === 'NONE' ? '' : s.loginNeeded ? t(s.role.toLowerCase()) : t('local'));
  $('logout').hidden = !s?.loginNeeded || s.role === 'NONE';
}

// ---------- language, theme, clock

function words() {
  const lang = getLanguage();
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll('[data-w]')) put(node, t(node.dataset.w));
  for (const node of document.querySelectorAll('[data-w-label]')) node.setAttribute('aria-label', t(node.dataset.wLabel));
  put($('language'), lang === 'ko' ? 'English' : '한국어');
  $('language').lang = lang === 'ko' ? 'en' : 'ko';
  put($('theme'), t(document.documentElement.dataset.theme === 'light' ? 'dark' : 'light'));
  role();
  trades();
  alerts();
  auditLines();
  show();
  tick();
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  put($('theme'), t(name === 'light' ? 'dark' : 'light'));
  premiumChart.draw();
  moneyChart.draw();
}

function tick() {
  const f = state.frame;
  const since = Date.now() - state.frameAt;
  const stale = !f || since > STALE_MS;
  document.body.classList.toggle('stale', stale);
  const mark = stale ? 'bad' : document.documentElement.dataset.all;
  if (stale) document.documentElement.dataset.all = 'bad';
  const line = $('line');
  const text = stale
    ? (f ? `${t('lost')}: ${span(since)}` : t('lost'))
    : `${document.documentElement.dataset.all === 'ok' ? `${t('allWell')} · ` : ''}${t('up')} ${span(f.atMs - f.startedMs)} · ${t('cycle')} ${plain(f.cycle)} · ${plain(f.counts.events)} ${t('events_s')} · KST ${clock(f.counts.timeMs)}`;
  put(line, text);
  line.classList.toggle('bad-text', stale);
  const warn = stale || mark !== 'ok' ? '⚠ ' : '';
  document.title = f ? `${warn}${signedWon(f.money.pnlKrw)} · ${t(f.state)} · Haetae` : 'Haetae';
}

setLanguage(store.get('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en'));
theme(store.get('theme') ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'));
$('spans').replaceChildren(...SPANS.map(([name, ms]) => {
  const b = element('button', t(name));
  b.type = 'button';
  b.dataset.w = name;
  b.onclick = () => { state.spanMs = ms; for (const x of $('spans').children) x.setAttribute('aria-pressed', String(x === b)); premiumChart.draw(); };
  b.setAttribute('aria-pressed', String(ms === state.spanMs));
  return b;
}));
$('language').onclick = () => { setLanguage(getLanguage() === 'ko' ? 'en' : 'ko'); store.set('language', getLanguage()); words(); };
$('theme').onclick = () => { const next = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light'; store.set('theme', next); theme(next); };
$('logout').onclick = async () => { await ask('/api/logout', {}); state.frame = null; begin(); };
$('halt').onclick = halt;
$('flatten').onclick = flatten;
$('resume').onclick = resume;
$('log-level').onchange = repaintLog;
$('log-filter').oninput = repaintLog;
words();
setInterval(tick, 500);
begin();
