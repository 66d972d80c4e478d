// An unmodified ccxt against the sandbox: book, balance, an order placed, listed and cancelled at
// Upbit, Binance spot and USD-M. In a folder with ccxt installed (npm install ccxt):
//   node ccxt-check.mjs [port of Upbit] [port of Binance]
import ccxt from 'ccxt';

const upbitPort = process.argv[2] ?? 18080;
const binancePort = process.argv[3] ?? 18081;
const upbitUrl = `http://127.0.0.1:${upbitPort}`;

function local(urls) {
  for (const [name, url] of Object.entries(urls)) {
    if (typeof url === 'object') {
      local(url);
    } else {
      urls[name] = url.replace(/^(http|ws)s:\/\/[^/]+/, `$1://127.0.0.1:${binancePort}`);
    }
  }
}

// The sandbox has no coin-margined futures and no margin accounts.
const binance = (type) => ({
  apiKey: 'sandbox-binance-key',
  secret: 'sandbox-binance-secret',
  options: {fetchCurrencies: false, fetchMargins: false, fetchMarkets: {types: [type]}},
});
const upbit = new ccxt.upbit({apiKey: 'sandbox-upbit-access', secret: 'sandbox-upbit-secret'});
const spot = new ccxt.binance(binance('spot'));
const usdm = new ccxt.binanceusdm(binance('linear'));
upbit.urls.api = {public: upbitUrl, private: upbitUrl};
upbit.hostname = `127.0.0.1:${upbitPort}`;
local(spot.urls.api);
local(usdm.urls.api);

for (const [venue, symbol, quantity] of [
  [upbit, 'ETH/KRW', 0.01],
  [spot, 'ETH/USDT', 0.01],
  [usdm, 'ETH/USDT:USDT', 0.02],
]) {
  const book = await venue.fetchOrderBook(symbol, 20);
  const [bid, ask] = [book.bids[0][0], book.asks[0][0]];
  const quote = venue.market(symbol).quote;
  const free = (await venue.fetchBalance())[quote].free;
  // ccxt does not know Upbit's price units; a price of its book is on them.
  const far = venue.priceToPrecision(symbol, bid * 0.98);
  const price = venue === upbit ? book.bids.at(-1)[0] : far;
  const order = await venue.createOrder(symbol, 'limit', 'buy', quantity, price);
  const open = (await venue.fetchOpenOrders(symbol)).length;
  await venue.cancelOrder(order.id, symbol);
  const left = (await venue.fetchOpenOrders(symbol)).length;
  console.log(
    `${venue.id} ${ccxt.version}: book ${bid}/${ask}, ${quote} ${free},` +
      ` orders open ${open}, after the cancel ${left}`);
  if (open !== 1 || left !== 0) {
    process.exit(1);
  }
}
