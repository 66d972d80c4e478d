package haetae.execution;

import static haetae.execution.TradeBench.BTC;
import static haetae.execution.TradeBench.SECOND;
import static haetae.execution.TradeBench.mustBe;
import static haetae.execution.TradeBench.parallel;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.Phase;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two legs, one after the other, and every way in which that can go wrong. */
class TwoLegExecutionTest {
  @Test
  void shouldHedgeExactlyWhatTheLeadLegFilledAndCarryTheRestS11() {
    TradeBench bench =
        new TradeBench(StrategyCases.e8(StrategyCases.input("S11").get("requested")));
    long filled = StrategyCases.e8(StrategyCases.input("S11").get("filled"));

    mustBe(bench.order(), Purpose.ENTRY, Venue.UPBIT, Side.BUY, 12 * BTC / 100);
    bench.fill(filled);
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, 87 * BTC / 1_000);
    bench.fill(87 * BTC / 1_000);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
    assertThat(bench.trade.hedgedE8()).isEqualTo(87 * BTC / 1_000);
    assertThat(bench.trade.deltaE8()).isEqualTo(64_321);
    assertThat(bench.trade.nakedSinceNs()).isZero();
  }

  @Test
  void shouldProtectEveryPrice() {
    TradeBench bench = new TradeBench(12 * BTC / 100);

    OrderDraft lead = bench.order();

    assertThat(lead.limitPriceE8()).isEqualTo(105_650_000 * Fixed.ONE);
    bench.fill(12 * BTC / 100);
    OrderDraft hedge = bench.order();
    assertThat(hedge.limitPriceE8()).isEqualTo(Fixed.parse("77048.8"));
  }

  @Test
  void shouldEndWithoutATradeWhenTheLeadLegFillsNothing() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();

    bench.fill(0);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.ABORTED);
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void shouldWaitWhileAnOrderIsInFlightOrUnknown() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();

    for (int i = 0; i < 100; i++) {
      bench.nowNs += SECOND;
      assertThat(bench.next()).isNull();
    }
    assertThat(bench.trade.phase()).isEqualTo(Phase.OPENING);
  }

  @Test
  void shouldHedgeAPartialFillWhileTheLeadOrderIsStillAtWork() {
    TradeBench bench = new TradeBench(BTC / 10);
    OrderDraft lead = bench.order();
    bench.report(lead, BTC / 20);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 20);
    assertThat(bench.next()).isNull();
    bench.fill(BTC / 20);
    assertThat(bench.trade.phase()).isEqualTo(Phase.OPENING);
    bench.end(lead, BTC / 20);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 20);
    bench.fill(BTC / 20);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
  }

  @Test
  void shouldNotActOnAnExposureThatAnOrderInFlightMayStillOffset() {
    TradeBench bench = parallel();
    OrderDraft upbit = bench.order();
    OrderDraft binance = bench.order();
    mustBe(upbit, Purpose.ENTRY, Venue.UPBIT, Side.BUY, BTC / 10);
    mustBe(binance, Purpose.ENTRY, Venue.BINANCE, Side.SELL, BTC / 10);

    bench.end(binance, BTC / 10);

    for (int i = 0; i < 100; i++) {
      bench.nowNs += SECOND;
      assertThat(bench.next()).isNull();
    }
    bench.end(upbit, BTC / 10);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
  }

  @Test
  void shouldMatchTheLegThatStayedBehindWhenBothWereSentAtOnce() {
    TradeBench bench = parallel();
    OrderDraft upbit = bench.order();
    OrderDraft binance = bench.order();
    bench.end(binance, BTC / 10);

    bench.end(upbit, 4 * BTC / 100);

    mustBe(bench.order(), Purpose.HEDGE, Venue.UPBIT, Side.BUY, 6 * BTC / 100);
    bench.fill(6 * BTC / 100);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
  }

  @Test
  void shouldTakeTheBinanceLegBackWhenUpbitDoesNotFillAndHasRunAway() {
    TradeBench bench = parallel();
    OrderDraft upbit = bench.order();
    OrderDraft binance = bench.order();
    bench.end(binance, BTC / 10);
    bench.quote(bench.pair.upbit(), 107_000_000, 107_001_000);

    bench.end(upbit, 0);

    OrderDraft back = bench.order();
    mustBe(back, Purpose.UNWIND, Venue.BINANCE, Side.BUY, BTC / 10);
    assertThat(back.remedy()).isEqualTo(Remedy.REVERSE);
    bench.fill(BTC / 10);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void shouldGoDeeperWithEachTryToMatch() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    List<Remedy> remedies = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      remedies.add(bench.order().remedy());
      bench.fill(0);
    }

    assertThat(remedies).containsExactly(Remedy.COMPLETE, Remedy.REQUOTE, Remedy.CROSS);
    OrderDraft first = bench.sent.get(1);
    OrderDraft last = bench.sent.get(3);
    assertThat(last.limitPriceE8()).isLessThan(first.limitPriceE8());
  }

  @Test
  void shouldCrossAtTheOtherVenueWhenTheWayBackIsClosed() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    for (int i = 0; i < 3; i++) {
      bench.order();
      bench.fill(0);
    }
    bench.closed.add(bench.pair.upbit());

    OrderDraft cross = bench.order();

    mustBe(cross, Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 10);
    assertThat(cross.remedy()).isEqualTo(Remedy.CROSS);
  }

  @Test
  void shouldWaitWithoutLosingTimeWhileNoMarketIsOpenAndGoOnAfterwards() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.closed.add(bench.pair.upbit());
    bench.closed.add(bench.pair.binance());
    for (int i = 0; i < 4_000; i++) {
      bench.nowNs += SECOND;
      assertThat(bench.next()).isNull();
    }
    bench.closed.clear();

    mustBe(bench.order(), Purpose.UNWIND, Venue.UPBIT, Side.SELL, BTC / 10);
    assertThat(bench.sent.getLast().limitPriceE8()).isEqualTo(105_498_000 * Fixed.ONE);
  }

  @Test
  void shouldBeginNothingThatTheOtherVenueCouldNotFinish() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.closed.add(bench.pair.binance());

    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.ABORTED);
    assertThat(bench.sent).isEmpty();
  }

  @Test
  void shouldTakeUpAStuckTradeAgainWhenAHumanSaysSo() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.quote(bench.pair.binance(), 70_000, 70_001);
    bench.quote(bench.pair.upbit(), 104_000_000, 104_001_000);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.STUCK);
    bench.quote(bench.pair.upbit(), 105_560_000, 105_561_000);

    bench.trade.retry();

    mustBe(bench.order(), Purpose.UNWIND, Venue.UPBIT, Side.SELL, BTC / 10);
  }

  @Test
  void shouldCompleteAHedgeThatFilledInPart() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.order();

    bench.fill(3 * BTC / 100);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, 7 * BTC / 100);
  }

  @Test
  void shouldUnwindTheLeadLegWhenTheHedgeIsRefusedAgainAndAgain() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    for (int i = 0; i < 3; i++) {
      mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 10);
      bench.fill(0);
    }

    OrderDraft unwind = bench.order();

    mustBe(unwind, Purpose.UNWIND, Venue.UPBIT, Side.SELL, BTC / 10);
    assertThat(unwind.limitPriceE8()).isEqualTo(105_498_000 * Fixed.ONE);
    bench.fill(BTC / 10);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
    assertThat(bench.trade.deltaE8()).isZero();
    assertThat(bench.trade.nakedSinceNs()).isZero();
  }

  @Test
  void shouldUnwindWhenTheHedgeVenueIsAwayForTooLong() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.closed.add(bench.pair.binance());

    assertThat(bench.next()).isNull();
    bench.nowNs += 30 * SECOND;
    assertThat(bench.next()).isNull();
    bench.nowNs += SECOND;

    mustBe(bench.order(), Purpose.UNWIND, Venue.UPBIT, Side.SELL, BTC / 10);
  }

  @Test
  void shouldUnwindAtOnceWhenFinishingHasBecomeDearerS13() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.quote(bench.pair.binance(), 76_000, 76_001);

    mustBe(bench.order(), Purpose.UNWIND, Venue.UPBIT, Side.SELL, BTC / 10);
  }

  @Test
  void shouldWidenTheUnwindingAndCallAHumanAtTheDeadline() {
    TradeBench bench = new TradeBench(BTC / 10, 900_000 * Fixed.ONE);
    bench.order();
    bench.fill(BTC / 10);
    bench.quote(bench.pair.binance(), 76_000, 76_001);
    long begin = bench.nowNs;
    long last = Long.MAX_VALUE;
    while (bench.trade.phase() != Phase.STUCK && bench.nowNs < begin + 200 * SECOND) {
      if (bench.next() != null) {
        assertThat(bench.sent.getLast().limitPriceE8()).isLessThanOrEqualTo(last);
        last = bench.sent.getLast().limitPriceE8();
        bench.fill(0);
      }
      bench.nowNs += SECOND / 4;
    }

    assertThat(bench.trade.phase()).isEqualTo(Phase.STUCK);
    assertThat((bench.nowNs - begin) / SECOND).isBetween(90L, 91L);
    assertThat(last).as("touch less 50 bp").isEqualTo(105_023_000 * Fixed.ONE);
    assertThat(bench.next()).isNull();
    assertThat(bench.trade.nakedSinceNs()).isPositive();
  }

  @Test
  void shouldCallAHumanRatherThanLoseMoreThanTheBound() {
    TradeBench bench = new TradeBench(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.quote(bench.pair.binance(), 70_000, 70_001);
    bench.quote(bench.pair.upbit(), 104_000_000, 104_001_000);

    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.STUCK);
    assertThat(bench.sent).hasSize(1);
  }

  @Test
  void shouldHedgeAFillThatComesAfterTheTradeRests() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    OrderDraft lead = bench.sent.getFirst();

    bench.report(lead, BTC / 100);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 100);
  }

  @Test
  void shouldHedgeAFillThatComesAfterTheTradeWasGivenUp() {
    TradeBench bench = new TradeBench(BTC / 10);
    OrderDraft lead = bench.order();
    bench.fill(0);
    bench.rest();

    bench.report(lead, BTC / 10);

    assertThat(bench.trade.ended()).isFalse();
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 10);
  }

  @Test
  void shouldNeverHedgeMoreThanWasFilledAndAlwaysComeToRest() {
    Seed.forAll(
        300,
        seed -> {
          LegPolicy.Order order = seed.pick(LegPolicy.Order.values());
          long target = seed.between(10, 200) * BTC / 1_000;
          TradeBench bench = new TradeBench(target, 50_000 * Fixed.ONE, order);
          List<OrderDraft> atWork = new ArrayList<>();
          for (int i = 0; i < 900 && bench.trade.inTransit(); i++) {
            OrderDraft draft = bench.next();
            if (draft != null) {
              boolean first = draft.remedy() == Remedy.NONE;
              long delta = Math.abs(bench.trade.deltaE8());
              assertThat(draft.quantityE8()).isPositive();
              assertThat(first || draft.quantityE8() <= delta)
                  .as("%s of %s", draft, delta)
                  .isTrue();
              atWork.add(draft);
            }
            bench.nowNs += seed.between(0, SECOND / 2);
            if (!atWork.isEmpty() && seed.oneIn(2)) {
              OrderDraft done = atWork.remove((int) seed.between(0, atWork.size() - 1));
              long lot = done.instrument().rules().lotE8();
              long some = seed.between(0, done.quantityE8());
              bench.end(done, seed.oneIn(3) ? done.quantityE8() : some - some % lot);
            }
          }

          assertThat(bench.trade.inTransit()).isFalse();
          boolean stuck = bench.trade.phase() == Phase.STUCK;
          assertThat(stuck || Math.abs(bench.trade.deltaE8()) < BTC / 1_000).isTrue();
        });
  }
}
