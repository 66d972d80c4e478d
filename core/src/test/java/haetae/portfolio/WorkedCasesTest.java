package haetae.portfolio;

import static haetae.StrategyCases.decimal;
import static haetae.StrategyCases.e8;
import static haetae.StrategyCases.expected;
import static haetae.StrategyCases.input;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Ledger.FillAmounts;
import haetae.portfolio.Ledger.FundingShare;
import haetae.portfolio.Ledger.Origin;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The worked cases of accounting, on the classes that trade. */
class WorkedCasesTest {
  private static final Asset BTC = new Asset("BTC");

  private final Instrument upbit = TestConfigs.instruments().get(0);
  private final Instrument perpetual = TestConfigs.instruments().get(1);
  private final Instrument fx = TestConfigs.instruments().get(2);
  private final Instrument spot =
      TestConfigs.binance(1, "BTC", InstrumentKind.SPOT, 1_000, Fixed.ONE / 100);
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Ledger ledger = new Ledger(entries::add);
  private int fills;

  private void post(Instrument instrument, Side side, FillAmounts amounts) {
    String id = instrument.symbol() + "/" + ++fills;
    assertThat(
            ledger.postFill(instrument, side, amounts, new Origin(instrument.venue(), id, 1, 1, 1)))
        .isTrue();
  }

  private static FillAmounts amounts(
      long priceE8, long quantityE8, long feeE8, Asset feeAsset, long quoteRateE8, long feeRateE8) {
    return new FillAmounts(
        priceE8, quantityE8, feeE8, feeAsset, Ledger.NOT_TOLD, quoteRateE8, feeRateE8);
  }

  private static long fee(long fundsE8, JsonNode rate) {
    return Fixed.multiplyE8(fundsE8, e8(rate), RoundingMode.HALF_EVEN);
  }

  @Test
  void shouldPostAFeeTakenInCoinAsS05() {
    JsonNode out = expected("S05");
    long rate = e8(out.get("usdt_vwap"));
    long first = Fixed.parse("0.08");
    long second = e8(out.get("binance_qty")) - first;
    JsonNode feeRate = input("S05").get("f_binance_base");
    long a = Fixed.parse("77120.04");
    long b = Fixed.parse("77121.5");

    long coinRate = Fixed.multiplyE8(a, rate, RoundingMode.HALF_EVEN);
    post(spot, Side.BUY, amounts(a, first, fee(first, feeRate), BTC, rate, coinRate));
    post(spot, Side.BUY, amounts(b, second, fee(second, feeRate), BTC, rate, coinRate));

    assertThat(ledger.walletE8(Venue.BINANCE, BTC)).isEqualTo(e8(out.get("btc_received")));
    assertThat(ledger.walletE8(Venue.BINANCE, Asset.USDT)).isEqualTo(-e8(out.get("usdt_out")));
    assertThat(ledger.walletE8(Venue.BINANCE, BTC) - Fixed.parse("0.10"))
        .isEqualTo(e8(out.get("base_residual")));
  }

  @Test
  void shouldPostAFeeTakenInBnbAsS06() {
    JsonNode out = expected("S06");
    long rate = 1_371 * Fixed.ONE;
    long bnb = e8(out.get("fee_bnb"));
    long bnbRate = Fixed.multiplyE8(e8(input("S06").get("bnb_usdt")), rate, RoundingMode.HALF_EVEN);
    PairAccount account = new PairAccount(spotPair(), Direction.BUY_BINANCE_SELL_UPBIT);

    FillAmounts a =
        amounts(Fixed.parse("77120.04"), Fixed.parse("0.08"), bnb, Asset.BNB, rate, bnbRate);
    FillAmounts b = amounts(Fixed.parse("77121.5"), Fixed.parse("0.02"), 0, Asset.BNB, rate, 0);
    post(spot, Side.BUY, a);
    post(spot, Side.BUY, b);
    account.fill(spot, Side.BUY, a);
    account.fill(spot, Side.BUY, b);

    assertThat(ledger.walletE8(Venue.BINANCE, Asset.USDT)).isEqualTo(-e8(out.get("usdt_out")));
    assertThat(ledger.walletE8(Venue.BINANCE, Asset.BNB)).isEqualTo(-bnb);
    assertThat(ledger.walletE8(Venue.BINANCE, BTC)).isEqualTo(Fixed.parse("0.10"));
    // The BNB quantity is rounded to 1e-8, 850 x 1371 KRW each.
    long feeKrw = Fixed.multiplyE8(e8(out.get("fee_usdt_equiv")), rate, RoundingMode.HALF_EVEN);
    assertThat(Math.abs(account.feesKrwE8() - feeKrw)).isLessThan(Fixed.ONE / 100);
    assertThat(entries.get(2).kind()).isEqualTo(LedgerEntry.Kind.FEE);
    assertThat(entries.get(2).krwE8()).isEqualTo(account.feesKrwE8());
  }

  @Test
  void shouldPostAMarketBuyAsS10() {
    JsonNode out = expected("S10");
    long debit = 0;
    for (JsonNode fill : out.get("fills")) {
      long funds = e8(fill.get(2));
      long fee = fee(funds, input("S10").get("fee"));
      FillAmounts amounts =
          amounts(e8(fill.get(0)), e8(fill.get(1)), fee, Asset.KRW, Fixed.ONE, Fixed.ONE);
      assertThat(amounts.fundsE8()).isEqualTo(funds);
      post(upbit, Side.BUY, amounts);
      debit -= funds + fee;
    }

    assertThat(ledger.walletE8(Venue.UPBIT, Asset.KRW)).isEqualTo(debit);
    assertThat(-debit).isEqualTo(e8(out.get("krw_debit")));
    assertThat(ledger.walletE8(Venue.UPBIT, BTC)).isEqualTo(e8(out.get("executed_volume")));
  }

  private Pair perpetualPair() {
    return new Pair(0, upbit, perpetual, fx);
  }

  private Pair spotPair() {
    return new Pair(0, upbit, spot, fx);
  }

  @Test
  void shouldAttributeARoundTripAsS14() {
    JsonNode in = input("S14");
    JsonNode out = expected("S14");
    PairAccount account = new PairAccount(perpetualPair(), Direction.BUY_UPBIT_SELL_BINANCE);
    JsonNode open = in.get("open");
    JsonNode close = in.get("close");
    both(account, true, in, open.get("upbit_buy"), open.get("perp_sell"), open.get("krw_usdt"));
    PerpetualPosition position = ledger.perpetual(perpetual);
    long usdt = 0;
    for (JsonNode f : in.get("funding")) {
      long amount = position.fundingE8(e8(f.get("mark")), e8(f.get("rate")));
      account.funding(amount, e8(f.get("krw_usdt")));
      usdt += amount;
    }
    both(account, false, in, close.get("upbit_sell"), close.get("perp_buy"), close.get("krw_usdt"));

    Attribution attribution = account.attribution(1, 1, e8(close.get("krw_usdt")));
    JsonNode terms = out.get("attribution");
    assertThat(usdt).isEqualTo(e8(out.get("funding_usdt")));
    assertThat(attribution.premiumE8()).isEqualTo(e8(terms.get("premium_krw")));
    assertThat(attribution.fxE8()).isEqualTo(e8(terms.get("fx_krw")));
    assertThat(attribution.hedgeResidualE8()).isEqualTo(e8(terms.get("hedge_residual_krw")));
    assertThat(attribution.fundingE8()).isEqualTo(e8(terms.get("funding_krw")));
    assertThat(attribution.feesE8()).isEqualTo(e8(terms.get("fees_krw")));
    assertThat(attribution.totalE8()).isEqualTo(e8(out.get("realized_pnl_krw")));
    assertThat(attribution.totalE8()).isEqualTo(account.profitKrwE8(1, 1, 1));
    assertThat(ledger.balanceE8(Venue.BINANCE, LedgerEntry.Account.PERPETUAL_PROFIT, Asset.USDT))
        .isEqualTo(-e8(out.get("perp_leg_usdt")));
  }

  private void both(
      PairAccount account, boolean opens, JsonNode in, JsonNode krw, JsonNode usdt, JsonNode rate) {
    long quantity = e8(in.get("q"));
    long home = Fixed.multiplyE8(quantity, e8(krw), RoundingMode.HALF_EVEN);
    long abroad = Fixed.multiplyE8(quantity, e8(usdt), RoundingMode.HALF_EVEN);
    FillAmounts a =
        amounts(e8(krw), quantity, fee(home, in.get("f_upbit")), Asset.KRW, Fixed.ONE, Fixed.ONE);
    FillAmounts b =
        amounts(e8(usdt), quantity, fee(abroad, in.get("f_perp")), Asset.USDT, e8(rate), e8(rate));
    Side side = opens ? Side.BUY : Side.SELL;
    post(upbit, side, a);
    post(perpetual, side.opposite(), b);
    account.fill(upbit, side, a);
    account.fill(perpetual, side.opposite(), b);
  }

  @Test
  void shouldComeBackToItsStockAsS15() {
    JsonNode out = expected("S15");
    long opened = cycle(Side.SELL, 106_300_000, 77_120, 1_371);
    long closed = cycle(Side.BUY, 105_300_000, 77_300, 1_370);

    assertThat(opened).isEqualTo(e8(out.get("open_net_krw")));
    assertThat(closed).isEqualTo(e8(out.get("close_net_krw")));
    assertThat(ledger.walletE8(Venue.UPBIT, Asset.KRW)).isEqualTo(e8(out.get("cycle_net_krw")));
    assertThat(ledger.walletE8(Venue.UPBIT, BTC)).isZero();
    assertThat(ledger.walletE8(Venue.BINANCE, BTC)).isZero();
    long usdt =
        ledger.walletE8(Venue.UPBIT, Asset.USDT) + ledger.walletE8(Venue.BINANCE, Asset.USDT);
    assertThat(usdt).isZero();
    assertThat(ledger.unbalanced()).isEmpty();
  }

  /** One half cycle with its USDT leg executed; the fee's worth in USDT stands for the BNB. */
  private long cycle(Side upbitSide, long krw, long usdt, long rate) {
    long before = ledger.walletE8(Venue.UPBIT, Asset.KRW);
    long quantity = Fixed.ONE / 5;
    long home = quantity * krw;
    long abroad = quantity * usdt;
    post(upbit, upbitSide, plain(krw, quantity, home / 2_000, Asset.KRW));
    post(spot, upbitSide.opposite(), plain(usdt, quantity, abroad * 3 / 4_000, Asset.USDT));
    long moved = upbitSide == Side.SELL ? abroad + abroad * 3 / 4_000 : abroad - abroad * 3 / 4_000;
    long funds = Fixed.multiplyE8(moved, rate * Fixed.ONE, RoundingMode.UNNECESSARY);
    post(fx, upbitSide.opposite(), plain(rate, moved, funds / 2_000, Asset.KRW));
    return ledger.walletE8(Venue.UPBIT, Asset.KRW) - before;
  }

  private static FillAmounts plain(long price, long quantityE8, long feeE8, Asset asset) {
    return amounts(price * Fixed.ONE, quantityE8, feeE8, asset, Fixed.ONE, Fixed.ONE);
  }

  @Test
  void shouldShowTheFxLossOfAHedgedPairAsS16() {
    JsonNode in = input("S16");
    JsonNode out = expected("S16");
    PairAccount account = new PairAccount(perpetualPair(), Direction.BUY_UPBIT_SELL_BINANCE);
    long quantity = e8(in.get("q"));
    long x0 = e8(in.get("x0"));
    account.fill(
        upbit, Side.BUY, amounts(e8(in.get("S0")), quantity, 0, Asset.KRW, Fixed.ONE, Fixed.ONE));
    account.fill(perpetual, Side.SELL, amounts(e8(in.get("F")), quantity, 0, Asset.USDT, x0, x0));

    Attribution now =
        account.attribution(e8(out.get("upbit_price_after")), e8(in.get("F")), e8(in.get("x1")));

    assertThat(now.totalE8()).isEqualTo(e8(out.get("unhedged_pnl_krw")));
    assertThat(now.fxE8()).isEqualTo(e8(out.get("unhedged_pnl_krw")));
    assertThat(now.premiumE8()).isZero();
    assertThat(now.hedgeResidualE8()).isZero();
    assertThat(now.tradingE8()).isZero();
  }

  @Test
  void shouldRealizeByAverageCostAndFirstInFirstOutAsS17() {
    for (CostBook.Method method : CostBook.Method.values()) {
      JsonNode out = expected("S17").get(method == CostBook.Method.FIFO ? "fifo" : "average");
      long feePpm = decimal(input("S17").get("fee")).movePointRight(6).longValueExact();
      CostBook book = new CostBook(method);
      List<Long> realized = new ArrayList<>();
      for (JsonNode trade : input("S17").get("trades")) {
        Side side = trade.get(0).asString().equals("B") ? Side.BUY : Side.SELL;
        long profit = book.trade(side, e8(trade.get(1)), e8(trade.get(2)), feePpm);
        if (side == Side.SELL) {
          realized.add(profit);
        }
      }
      List<Long> wanted = new ArrayList<>();
      out.get("realized").forEach(r -> wanted.add(e8(r)));
      assertThat(realized).isEqualTo(wanted);
      assertThat(book.realizedE8()).isEqualTo(e8(out.get("total")));
      assertThat(book.quantityE8()).isEqualTo(e8(out.get("position")));
      assertThat(book.costE8()).isEqualTo(e8(out.get("cost")));
    }
  }

  @Test
  void shouldPayFundingAsS18() {
    for (JsonNode row : expected("S18")) {
      PerpetualPosition position = new PerpetualPosition();
      Side side = row.get("side").asString().equals("LONG") ? Side.BUY : Side.SELL;
      position.fill(side, e8(row.get("qty")), 77_000 * Fixed.ONE);

      long amount = position.fundingE8(e8(row.get("mark")), e8(row.get("rate")));

      assertThat(amount).isEqualTo(e8(row.get("cash_usdt")));
      List<FundingShare> shares =
          FundingSplit.of(
              amount, position.netE8(), List.of(new FundingSplit.Holder(7, position.netE8())));
      assertThat(shares).containsExactly(new FundingShare(7, amount));
    }
  }

  @Test
  void shouldRollTheDayAtSeoulMidnightAsS23() {
    for (JsonNode row : expected("S23")) {
      Instant instant = Instant.parse(row.get("instant").asString());
      long ns = row.get("epoch_ms").asLong() * 1_000_000L;

      assertThat(instant.toEpochMilli()).isEqualTo(row.get("epoch_ms").asLong());
      assertThat(SeoulDay.date(SeoulDay.of(ns)))
          .isEqualTo(LocalDate.parse(row.get("day_seoul").asString()));
      assertThat(instant.atZone(ZoneOffset.UTC).toLocalDate())
          .isEqualTo(LocalDate.parse(row.get("day_utc").asString()));
    }
  }

  @Test
  void shouldShowTheShortfallAgainstTheDecisionAsS26() {
    JsonNode in = input("S26");
    JsonNode out = expected("S26");
    PairAccount account = new PairAccount(perpetualPair(), Direction.BUY_UPBIT_SELL_BINANCE);
    JsonNode decision = in.get("decision");
    account.decided(true, e8(decision.get("upbit_ask")), e8(decision.get("perp_bid")));
    long q = e8(in.get("q"));
    long rate = e8(decision.get("krw_usdt"));
    long home = e8(in.get("fills").get("upbit"));
    long abroad = e8(in.get("fills").get("perp"));

    account.fill(upbit, Side.BUY, amounts(home, q, 0, Asset.KRW, Fixed.ONE, Fixed.ONE));
    assertThat(account.attribution(home, abroad, rate).slippageE8())
        .isEqualTo(e8(out.get("upbit_krw")));
    account.fill(perpetual, Side.SELL, amounts(abroad, q, 0, Asset.USDT, rate, rate));

    assertThat(account.attribution(home, abroad, rate).slippageE8())
        .isEqualTo(e8(out.get("total_krw")));
  }

  @Test
  void shouldMeasureTheTimeUnhedgedAsS27() {
    UnhedgedTime time = new UnhedgedTime();
    for (JsonNode step : input("S27").get("path_ms_delta_btc")) {
      time.update(step.get(0).asLong() * 1_000_000L, e8(step.get(1)));
    }

    JsonNode out = expected("S27");
    assertThat(time.unhedgedNs()).isEqualTo(out.get("time_unhedged_ms").asLong() * 1_000_000L);
    assertThat(time.maxE8()).isEqualTo(e8(out.get("max_unhedged")));
    assertThat(time.integralE8Ms()).isEqualTo(e8(out.get("exposure_btc_ms")));
  }
}
