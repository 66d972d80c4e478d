package haetae.sandbox.binance;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of the futures account: balances, positions, trades and income. */
final class FuturesAccountApi {
  private final FuturesDesk desk;
  private final Map<String, Market> markets;
  private final BinanceSettings settings;
  private final VenueClock clock;

  FuturesAccountApi(
      FuturesDesk desk, Map<String, Market> markets, BinanceSettings settings, VenueClock clock) {
    this.desk = desk;
    this.markets = markets;
    this.settings = settings;
    this.clock = clock;
  }

  private static String e8(BigDecimal value) {
    return Json.fixed(value, 8);
  }

  private FuturesAccount account() {
    return desk.account();
  }

  /** {@code GET /fapi/v3/balance}. */
  Reply balance(BinanceCall call) {
    ArrayNode array = Json.array();
    ObjectNode json = array.addObject().put("accountAlias", "SgsR");
    json.put("asset", FuturesAccount.ASSET).put("balance", e8(account().wallet()));
    json.put("crossWalletBalance", e8(account().wallet()));
    json.put("crossUnPnl", e8(account().unrealized()));
    json.put("availableBalance", e8(desk.available()));
    json.put("maxWithdrawAmount", e8(desk.available()));
    json.put("marginAvailable", true).put("updateTime", clock.nowMs());
    return Reply.json(200, array);
  }

  private boolean shown(FuturesPosition position) {
    return !position.flat() || !desk.orders().open(position.symbol()).isEmpty();
  }

  /** {@code GET /fapi/v3/positionRisk}: only symbols with a position or an open order. */
  Reply positionRisk(BinanceCall call) {
    String symbol = call.get("symbol", "");
    desk.orders().open(null).forEach(o -> desk.position(o.terms()));
    ArrayNode array = Json.array();
    for (FuturesPosition position : account().positions()) {
      if (shown(position) && (symbol.isEmpty() || symbol.equals(position.symbol()))) {
        array.add(risk(position));
      }
    }
    return Reply.json(200, array);
  }

  private ObjectNode risk(FuturesPosition position) {
    BigDecimal mark = account().mark(position.symbol());
    ObjectNode json = Json.object().put("symbol", position.symbol());
    json.put("positionSide", position.side()).put("positionAmt", Json.plain(position.amount()));
    json.put("entryPrice", Json.plain(position.entry()));
    json.put("breakEvenPrice", Json.plain(position.entry())).put("markPrice", e8(mark));
    json.put("unRealizedProfit", e8(position.unrealized(mark))).put("liquidationPrice", "0");
    json.put("isolatedMargin", "0").put("notional", e8(account().notional(position)));
    json.put("marginAsset", FuturesAccount.ASSET).put("isolatedWallet", "0");
    margins(json, position).put("adl", 0).put("bidNotional", "0").put("askNotional", "0");
    return json.put("updateTime", position.updatedMs());
  }

  private ObjectNode margins(ObjectNode json, FuturesPosition position) {
    String initial = e8(account().initialMargin(position));
    json.put("initialMargin", initial);
    json.put("maintMargin", e8(account().maintenanceMargin(position)));
    json.put("positionInitialMargin", initial);
    return json.put("openOrderInitialMargin", "0");
  }

  /** {@code GET /fapi/v3/account}. */
  Reply account(BinanceCall call) {
    FuturesAccount account = account();
    String open = e8(desk.openOrderMargin());
    String wallet = e8(account.wallet());
    String profit = e8(account.unrealized());
    String margin = e8(account.wallet().add(account.unrealized()));
    String position = e8(account.initialMargin());
    String initial = e8(account.initialMargin().add(desk.openOrderMargin()));
    String maintenance = e8(account.maintenanceMargin());
    String available = e8(desk.available());
    ObjectNode json = Json.object().put("totalInitialMargin", initial);
    json.put("totalMaintMargin", maintenance).put("totalWalletBalance", wallet);
    json.put("totalUnrealizedProfit", profit).put("totalMarginBalance", margin);
    json.put("totalPositionInitialMargin", position).put("totalOpenOrderInitialMargin", open);
    json.put("totalCrossWalletBalance", wallet).put("totalCrossUnPnl", profit);
    json.put("availableBalance", available).put("maxWithdrawAmount", available);
    ObjectNode asset = json.putArray("assets").addObject().put("asset", FuturesAccount.ASSET);
    asset.put("walletBalance", wallet).put("unrealizedProfit", profit);
    asset.put("marginBalance", margin).put("maintMargin", maintenance);
    asset.put("initialMargin", initial).put("positionInitialMargin", position);
    asset.put("openOrderInitialMargin", open).put("crossWalletBalance", wallet);
    asset.put("crossUnPnl", profit).put("availableBalance", available);
    asset.put("maxWithdrawAmount", available).put("updateTime", clock.nowMs());
    positions(json.putArray("positions"));
    return Reply.json(200, json);
  }

  private void positions(ArrayNode array) {
    for (FuturesPosition position : account().positions()) {
      if (shown(position)) {
        ObjectNode json = array.addObject().put("symbol", position.symbol());
        json.put("positionSide", position.side());
        json.put("positionAmt", Json.plain(position.amount()));
        BigDecimal mark = account().mark(position.symbol());
        json.put("unrealizedProfit", e8(position.unrealized(mark))).put("isolatedMargin", "0");
        json.put("notional", e8(account().notional(position))).put("isolatedWallet", "0");
        json.put("initialMargin", e8(account().initialMargin(position)));
        json.put("maintMargin", e8(account().maintenanceMargin(position)));
        json.put("updateTime", position.updatedMs());
      }
    }
  }

  /** {@code GET /fapi/v1/accountConfig}. */
  Reply config(BinanceCall call) {
    ApiKey key = call.key();
    ObjectNode json = Json.object().put("feeTier", 0);
    json.put("canTrade", key != null && key.may("futures")).put("canDeposit", true);
    json.put("canWithdraw", false).put("dualSidePosition", account().dual());
    json.put("updateTime", 0).put("multiAssetsMargin", account().multiAssets());
    return Reply.json(200, json.put("tradeGroupId", -1));
  }

  /** {@code GET /fapi/v1/symbolConfig}. */
  Reply symbolConfig(BinanceCall call) {
    String only = call.get("symbol", "");
    ArrayNode array = Json.array();
    for (String symbol : markets.keySet()) {
      if (only.isEmpty() || only.equals(symbol)) {
        ObjectNode json = array.addObject().put("symbol", symbol);
        json.put("marginType", account().marginType(symbol)).put("isAutoAddMargin", "false");
        json.put("leverage", account().leverage(symbol));
        json.put("maxNotionalValue", FuturesSetupApi.MOST_NOTIONAL);
      }
    }
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/commissionRate}. */
  Reply commission(BinanceCall call) {
    ObjectNode json = Json.object().put("symbol", call.need("symbol"));
    json.put("makerCommissionRate", settings.futuresMakerFee().toPlainString());
    json.put("takerCommissionRate", settings.futuresTakerFee().toPlainString());
    return Reply.json(200, json.put("rpiCommissionRate", "0.00005"));
  }

  /** {@code GET /fapi/v1/userTrades}. */
  Reply trades(BinanceCall call) {
    String symbol = call.need("symbol");
    return OwnTrades.reply(call, desk.orders().all(symbol), 7 * 24, FuturesJson::trade);
  }

  /** {@code GET /fapi/v1/income}. */
  Reply income(BinanceCall call) {
    String symbol = call.get("symbol", "");
    String type = call.get("incomeType", "");
    List<FuturesAccount.Income> found =
        account().incomes().stream()
            .filter(i -> symbol.isEmpty() || symbol.equals(i.symbol()))
            .filter(i -> type.isEmpty() || type.equals(i.type()))
            .filter(i -> Periods.within(call, i.timeMs()))
            .toList();
    ArrayNode array = Json.array();
    for (FuturesAccount.Income income : Periods.last(call, found)) {
      boolean funding = income.type().equals("FUNDING_FEE");
      ObjectNode json = array.addObject().put("symbol", income.symbol());
      json.put("incomeType", income.type()).put("income", e8(income.amount()));
      json.put("asset", FuturesAccount.ASSET);
      json.put("info", income.info()).put("time", income.timeMs()).put("tranId", income.id());
      json.put("tradeId", funding ? "" : income.info());
    }
    return Reply.json(200, array);
  }
}
