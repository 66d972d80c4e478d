-- Runs on SQLite and on PostgreSQL alike. Amounts are integers scaled by 1e8 (..._e8), ratios parts
-- per million (..._ppm), times ISO 8601 in UTC. The views below show them as decimals.

create table projection (
  journal text primary key,
  run text not null,
  seq bigint not null,
  state text not null,
  updated text not null
);

create table runs (
  run text primary key,
  mode text not null,
  started text not null
);

create table orders (
  run text not null,
  order_id bigint not null,
  client_order_id text not null,
  trade_id bigint not null,
  attempt bigint not null,
  purpose text not null,
  gate text not null,
  venue text not null,
  symbol text not null,
  side text not null,
  quantity_e8 bigint not null,
  limit_price_e8 bigint not null,
  touch_price_e8 bigint not null,
  reduce_only smallint not null,
  placed text not null,
  state text not null,
  venue_order_id text not null,
  filled_e8 bigint not null,
  funds_e8 bigint not null,
  reason text not null,
  updated text not null,
  primary key (run, order_id)
);
create index orders_trade on orders (run, trade_id);
create index orders_placed on orders (placed);

create table fills (
  run text not null,
  order_id bigint not null,
  fill_id text not null,
  trade_id bigint not null,
  venue text not null,
  symbol text not null,
  side text not null,
  price_e8 bigint not null,
  quantity_e8 bigint not null,
  fee_e8 bigint not null,
  fee_asset text not null,
  realized_e8 bigint,
  time text not null,
  primary key (run, order_id, fill_id)
);
create index fills_trade on fills (run, trade_id);
create index fills_time on fills (time);

create table positions (
  run text not null,
  trade_id bigint not null,
  pair text not null,
  direction text not null,
  gate text not null,
  status text not null,
  opened text not null,
  closed text,
  upbit_bought_e8 bigint not null,
  upbit_bought_krw_e8 bigint not null,
  upbit_sold_e8 bigint not null,
  upbit_sold_krw_e8 bigint not null,
  binance_bought_e8 bigint not null,
  binance_bought_usdt_e8 bigint not null,
  binance_sold_e8 bigint not null,
  binance_sold_usdt_e8 bigint not null,
  primary key (run, trade_id)
);
create index positions_status on positions (status);
create index positions_opened on positions (opened);

create table trades (
  run text not null,
  trade_id bigint not null,
  pair text not null,
  direction text not null,
  opened text not null,
  closed text not null,
  quantity_e8 bigint not null,
  entry_premium_ppm bigint not null,
  exit_premium_ppm bigint not null,
  pnl_krw_e8 bigint not null,
  fees_krw_e8 bigint not null,
  premium_krw_e8 bigint not null,
  fx_krw_e8 bigint not null,
  hedge_residual_krw_e8 bigint not null,
  funding_krw_e8 bigint not null,
  slippage_krw_e8 bigint not null,
  exit_reason text not null,
  primary key (run, trade_id)
);
create index trades_closed on trades (closed);

create table daily_pnl (
  run text not null,
  day text not null,
  realized_krw_e8 bigint not null,
  unrealized_krw_e8 bigint not null,
  fees_krw_e8 bigint not null,
  funding_krw_e8 bigint not null,
  fx_krw_e8 bigint not null,
  trades bigint not null,
  primary key (run, day)
);

create table alerts (
  run text not null,
  journal text not null,
  seq bigint not null,
  time text not null,
  kind text not null,
  severity text not null,
  trade_id bigint not null,
  message text not null,
  primary key (journal, seq)
);
create index alerts_time on alerts (time);

create table ledger (
  run text not null,
  journal text not null,
  seq bigint not null,
  entry_key text not null,
  kind text not null,
  venue text not null,
  asset text not null,
  from_account text not null,
  to_account text not null,
  amount_e8 bigint not null,
  krw_e8 bigint not null,
  rate_e8 bigint not null,
  time text not null,
  trade_id bigint not null,
  order_id bigint not null,
  venue_id text not null,
  primary key (journal, seq)
);
create index ledger_trade on ledger (run, trade_id);

create table loops (
  run text not null,
  journal text not null,
  seq bigint not null,
  time text not null,
  cycle bigint not null,
  pnl_krw_e8 bigint not null,
  realized_krw_e8 bigint not null,
  exposure_krw_e8 bigint not null,
  trades bigint not null,
  open_positions bigint not null,
  signals bigint not null,
  safety_rejections bigint not null,
  loop_us bigint not null,
  cpu_ppm bigint not null,
  rss_kb bigint not null,
  live smallint not null,
  primary key (journal, seq)
);
create index loops_time on loops (time);

create view v_trades as
select run, trade_id, pair, direction, opened, closed, quantity_e8 / 1e8 as quantity,
  entry_premium_ppm / 1e4 as entry_premium_pct, exit_premium_ppm / 1e4 as exit_premium_pct,
  pnl_krw_e8 / 1e8 as pnl_krw, fees_krw_e8 / 1e8 as fees_krw, premium_krw_e8 / 1e8 as premium_krw,
  fx_krw_e8 / 1e8 as fx_krw, hedge_residual_krw_e8 / 1e8 as hedge_residual_krw,
  funding_krw_e8 / 1e8 as funding_krw, slippage_krw_e8 / 1e8 as slippage_krw, exit_reason
from trades;

create view v_orders as
select run, order_id, client_order_id, trade_id, attempt, purpose, gate, venue, symbol, side,
  quantity_e8 / 1e8 as quantity, limit_price_e8 / 1e8 as limit_price,
  touch_price_e8 / 1e8 as touch_price, filled_e8 / 1e8 as filled,
  case when filled_e8 > 0 then funds_e8 / (filled_e8 / 1e8) / 1e8 end as average_price,
  case when filled_e8 > 0 and touch_price_e8 > 0 then
    (funds_e8 / (filled_e8 / 1e8) / touch_price_e8 - 1) * 1e4
    * case side when 'BUY' then 1 else -1 end end as slippage_bps,
  placed, state, venue_order_id, reason, updated
from orders;

create view v_fills as
select run, order_id, fill_id, trade_id, venue, symbol, side, price_e8 / 1e8 as price,
  quantity_e8 / 1e8 as quantity, fee_e8 / 1e8 as fee, fee_asset, realized_e8 / 1e8 as realized, time
from fills;

create view v_positions as
select run, trade_id, pair, direction, gate, status, opened, closed,
  (upbit_bought_e8 - upbit_sold_e8) / 1e8 as upbit_net,
  (binance_bought_e8 - binance_sold_e8) / 1e8 as binance_net,
  case when upbit_bought_e8 > 0 then upbit_bought_krw_e8 / (upbit_bought_e8 / 1e8) / 1e8 end
    as upbit_bought_at,
  case when upbit_sold_e8 > 0 then upbit_sold_krw_e8 / (upbit_sold_e8 / 1e8) / 1e8 end
    as upbit_sold_at,
  case when binance_bought_e8 > 0 then binance_bought_usdt_e8 / (binance_bought_e8 / 1e8) / 1e8 end
    as binance_bought_at,
  case when binance_sold_e8 > 0 then binance_sold_usdt_e8 / (binance_sold_e8 / 1e8) / 1e8 end
    as binance_sold_at
from positions;

create view v_daily_pnl as
select run, day, realized_krw_e8 / 1e8 as realized_krw, unrealized_krw_e8 / 1e8 as unrealized_krw,
  fees_krw_e8 / 1e8 as fees_krw, funding_krw_e8 / 1e8 as funding_krw, fx_krw_e8 / 1e8 as fx_krw,
  trades
from daily_pnl;

create view v_loops as
select run, time, cycle, pnl_krw_e8 / 1e8 as pnl_krw, realized_krw_e8 / 1e8 as realized_krw,
  exposure_krw_e8 / 1e8 as exposure_krw, trades, open_positions, signals, safety_rejections,
  loop_us / 1e3 as loop_ms, cpu_ppm / 1e4 as cpu_pct, rss_kb / 1024.0 as rss_mb, live
from loops;

-- CSV files of earlier systems, as ./haetae import-csv reads them.

create table old_spreads (
  row_key text primary key,
  timestamp text not null,
  symbol text not null,
  upbit_price_e8 bigint not null,
  binance_price_e8 bigint not null,
  binance_price_krw_e8 bigint not null,
  spread_pct_e8 bigint not null,
  net_spread_pct_e8 bigint not null,
  is_opportunity smallint not null
);

create table old_positions (
  row_key text primary key,
  timestamp_open text not null,
  symbol text not null,
  direction text not null,
  size_e8 bigint not null,
  entry_upbit_price_e8 bigint not null,
  entry_binance_price_e8 bigint not null,
  entry_spread_pct_e8 bigint not null,
  timestamp_close text,
  exit_upbit_price_e8 bigint,
  exit_binance_price_e8 bigint,
  exit_spread_pct_e8 bigint,
  pnl_krw_e8 bigint,
  pnl_pct_e8 bigint,
  status text not null
);

create table old_trades (
  row_key text primary key,
  timestamp text not null,
  symbol text not null,
  direction text not null,
  size_e8 bigint not null,
  price text not null,
  side text not null,
  pnl_krw_e8 bigint,
  pnl_pct_e8 bigint
);

create table old_orders (
  row_key text primary key,
  timestamp text not null,
  symbol text not null,
  venue text not null,
  side text not null,
  qty_e8 bigint not null,
  price_theoretical_e8 bigint not null,
  price_effective_e8 bigint,
  slippage_bps_e8 bigint,
  order_id text,
  leg_id text
);
