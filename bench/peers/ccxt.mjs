// What ccxt takes for the same messages and the same orders: the peer in docs/benchmarks.md.
//   cd bench/peers && npm install --no-save ccxt && node ccxt.mjs
import ccxt from 'ccxt';

const LEVELS = 15;
const ROUNDS = 20_000;

function upbitFrame() {
  const units = Array.from({ length: LEVELS }, (_, i) => ({
    ask_price: 105490000 + i * 1000,
    bid_price: 105489000 - i * 1000,
    ask_size: 0.20345678,
    bid_size: 0.31234567,
  }));
  return JSON.stringify({
    type: 'orderbook', code: 'KRW-BTC', timestamp: 1795500000123, total_ask_size: 5.62766605,
    total_bid_size: 2.05887046, orderbook_units: units, stream_type: 'REALTIME', level: 0,
  });
}

function binanceFrame() {
  const side = (from, step) =>
    Array.from({ length: 20 }, (_, i) => [`${from + i * step}.60000000`, '1.54698000']);
  return JSON.stringify({
    e: 'depthUpdate', E: 1795500000123, s: 'BTCUSDT', U: 50093239189, u: 50093239202,
    b: side(77000, -1), a: side(77001, 1),
  });
}

function measure(name, work) {
  for (let i = 0; i < ROUNDS; i++) work();
  const times = new Float64Array(ROUNDS);
  for (let i = 0; i < ROUNDS; i++) {
    const begin = process.hrtime.bigint();
    work();
    times[i] = Number(process.hrtime.bigint() - begin);
  }
  times.sort();
  const at = (q) => (times[Math.floor(q * (ROUNDS - 1))] / 1000).toFixed(1).padStart(9);
  console.log(name.padEnd(24), at(0.5), at(0.99), at(0.999));
}

const client = { resolve() {}, subscriptions: {}, url: '' };
const keys = { apiKey: 'bench-access-key-of-forty-characters-0001', secret: 'bench-secret-0001' };
const upbit = new ccxt.pro.upbit(keys);
const binance = new ccxt.pro.binance(keys);
const upbitText = upbitFrame();
const binanceText = binanceFrame();
const book = binance.orderBook({}, 1000);
// The first message of a stream makes the book that all later ones fill.
upbit.handleOrderBook(client, JSON.parse(upbitText.replace('REALTIME', 'SNAPSHOT')));

console.log(`ccxt ${ccxt.version}, node ${process.version}; us: p50, p99, p99.9`);
measure('upbit book15', () => upbit.handleOrderBook(client, JSON.parse(upbitText)));
measure('binance depth', () => {
  const message = JSON.parse(binanceText);
  binance.handleDeltas(book.asks, message.a);
  binance.handleDeltas(book.bids, message.b);
  return book.limit();
});
measure('upbit order signed', () =>
  upbit.sign('orders', 'private', 'POST', {
    market: 'KRW-BTC', side: 'bid', ord_type: 'limit', volume: '0.001', price: '103500000',
    time_in_force: 'ioc', smp_type: 'cancel_maker', identifier: 'h1-0000000000001',
  }));
measure('binance order signed', () =>
  binance.sign('order', 'fapiPrivate', 'POST', {
    symbol: 'BTCUSDT', side: 'SELL', type: 'LIMIT', timeInForce: 'IOC', quantity: '0.001',
    price: '77000.1', newClientOrderId: 'h1-0000000000002', newOrderRespType: 'RESULT',
  }));
