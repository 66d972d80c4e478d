package haetae.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.FundingSplit.Holder;
import haetae.portfolio.Ledger.FillAmounts;
import haetae.portfolio.Ledger.FundingShare;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must hold of accounts whatever is traded. */
class PortfolioPropertyTest {
  private final Instrument upbit = TestConfigs.instruments().get(0);
  private final Instrument fx = TestConfigs.instruments().get(2);

  private Pair pair(boolean perpetual) {
    InstrumentKind kind = perpetual ? InstrumentKind.PERPETUAL : InstrumentKind.SPOT;
    return new Pair(0, upbit, TestConfigs.binance(1, "BTC", kind, 1, 1), fx);
  }

  @Test
  void shouldAttributeTheProfitExactlyAndAsItsCashFlows() {
    Seed.forAll(
        500,
        seed -> {
          boolean perpetual = seed.oneIn(2);
          Pair pair = pair(perpetual);
          Direction direction =
              seed.pick(Direction.BUY_UPBIT_SELL_BINANCE, Direction.BUY_BINANCE_SELL_UPBIT);
          PairAccount account = new PairAccount(pair, direction);
          if (seed.oneIn(2)) {
            account.decided(true, seed.between(1, 200_000_000) * Fixed.ONE, 77_000 * Fixed.ONE);
          }
          BigDecimal cash = BigDecimal.ZERO;
          BigDecimal usdt = BigDecimal.ZERO;
          long homeNet = 0;
          long awayNet = 0;
          int fills = (int) seed.between(0, 12);
          for (int i = 0; i < fills; i++) {
            boolean home = seed.oneIn(2);
            Instrument instrument = home ? upbit : pair.binance();
            Side side = seed.pick(Side.BUY, Side.SELL);
            long rate = home ? Fixed.ONE : seed.between(1_200, 1_500) * Fixed.ONE;
            long price = seed.between(1, 1_000) * (home ? 100_000 : 100) * Fixed.ONE;
            long quantity = seed.between(1, Fixed.ONE);
            FillAmounts amounts = amounts(instrument, price, quantity, rate, seed);
            account.fill(instrument, side, amounts);
            BigDecimal flow =
                dec(price).multiply(dec(quantity)).multiply(BigDecimal.valueOf(-side.sign()));
            cash = cash.subtract(dec(amounts.feeE8()).multiply(dec(amounts.feeRateE8())));
            boolean inBase = amounts.feeAsset().equals(instrument.base());
            long net = side.sign() * quantity - (inBase ? amounts.feeE8() : 0);
            if (inBase) {
              flow = flow.add(dec(price).multiply(dec(amounts.feeE8())));
            }
            if (home || !perpetual) {
              cash = cash.add(flow.multiply(dec(rate)));
            } else {
              usdt = usdt.add(flow);
            }
            homeNet += home ? net : 0;
            awayNet += home ? 0 : net;
          }
          long homePrice = seed.between(1, 1_000) * 100_000 * Fixed.ONE;
          long awayPrice = seed.between(1, 1_000) * 100 * Fixed.ONE;
          long now = seed.between(1_200, 1_500) * Fixed.ONE;

          Attribution terms = account.attribution(homePrice, awayPrice, now);

          assertThat(terms.totalE8()).isEqualTo(account.profitKrwE8(homePrice, awayPrice, now));
          assertThat(terms.tradingE8() + terms.fxE8()).isEqualTo(terms.totalE8());
          assertThat(terms.feesE8()).isEqualTo(-account.feesKrwE8());
          assertThat(account.netE8(Venue.UPBIT)).isEqualTo(homeNet);
          assertThat(account.netE8(Venue.BINANCE)).isEqualTo(awayNet);
          if (!perpetual) {
            BigDecimal naive =
                cash.add(dec(homeNet).multiply(dec(homePrice)))
                    .add(dec(awayNet).multiply(dec(awayPrice)).multiply(dec(now)));
            assertThat(naive.subtract(dec(terms.totalE8())).abs())
                .isLessThan(new BigDecimal("0.001"));
          }
        });
  }

  private static BigDecimal dec(long e8) {
    return Fixed.toDecimal(e8);
  }

  private static FillAmounts amounts(
      Instrument instrument, long price, long quantity, long rate, Seed seed) {
    boolean spot = instrument.kind() == InstrumentKind.SPOT;
    boolean inBase = spot && seed.oneIn(3);
    Asset asset = inBase ? instrument.base() : seed.pick(instrument.quote(), Asset.BNB);
    long quoteFee =
        Fixed.partE8(Fixed.multiplyE8(price, quantity, RoundingMode.UP), 500, RoundingMode.UP);
    long fee = inBase ? Fixed.partE8(quantity, 500, RoundingMode.UP) : quoteFee;
    long feeRate = inBase ? Fixed.multiplyE8(price, rate, RoundingMode.HALF_EVEN) : rate;
    return new FillAmounts(price, quantity, fee, asset, Ledger.NOT_TOLD, rate, feeRate);
  }

  @Test
  void shouldGiveTheSameCashByAverageCostAndFirstInFirstOut() {
    Seed.forAll(
        300,
        seed -> {
          CostBook average = new CostBook(CostBook.Method.AVERAGE);
          CostBook fifo = new CostBook(CostBook.Method.FIFO);
          for (int i = 0; i < 40; i++) {
            boolean sells = average.quantityE8() > 0 && seed.oneIn(2);
            long most = sells ? average.quantityE8() : 10 * Fixed.ONE;
            long quantity = seed.between(1, most);
            long price = seed.between(1, 200_000_000) * Fixed.ONE / 10;
            average.trade(sells ? Side.SELL : Side.BUY, quantity, price, 500);
            fifo.trade(sells ? Side.SELL : Side.BUY, quantity, price, 500);

            assertThat(average.realizedE8() - average.costE8())
                .isEqualTo(fifo.realizedE8() - fifo.costE8());
            assertThat(average.quantityE8()).isEqualTo(fifo.quantityE8());
          }
        });
  }

  @Test
  void shouldSplitFundingToTheLastUnit() {
    Seed.forAll(
        2_000,
        seed -> {
          List<Holder> holders = new ArrayList<>();
          long net = 0;
          int count = (int) seed.between(0, 6);
          for (int i = 1; i <= count; i++) {
            long held = seed.between(-5 * Fixed.ONE, 5 * Fixed.ONE);
            holders.add(new Holder(i, held));
            net += held;
          }
          net += seed.oneIn(2) ? 0 : seed.between(-Fixed.ONE, Fixed.ONE);
          long amount = seed.between(-100 * Fixed.ONE, 100 * Fixed.ONE);

          List<FundingShare> shares = FundingSplit.of(amount, net, holders);

          assertThat(shares.stream().mapToLong(FundingShare::amountE8).sum()).isEqualTo(amount);
          for (FundingShare share : shares) {
            if (share.tradeId() != 0 && net != 0) {
              BigDecimal exact =
                  BigDecimal.valueOf(amount)
                      .multiply(BigDecimal.valueOf(holders.get((int) share.tradeId() - 1).netE8()))
                      .divide(BigDecimal.valueOf(net), 6, RoundingMode.HALF_EVEN);
              assertThat(exact.subtract(BigDecimal.valueOf(share.amountE8())).abs())
                  .isLessThanOrEqualTo(BigDecimal.ONE);
            }
          }
        });
  }

  @Test
  void shouldGiveTheRemainderToTheLargestRemainders() {
    List<Holder> thirds = List.of(new Holder(1, 10), new Holder(2, 10), new Holder(3, 10));

    assertThat(FundingSplit.of(100, 30, thirds))
        .containsExactly(new FundingShare(1, 34), new FundingShare(2, 33), new FundingShare(3, 33));
    assertThat(FundingSplit.of(-100, -40, List.of(new Holder(1, -30))))
        .containsExactly(new FundingShare(1, -75), new FundingShare(0, -25));
  }
}
