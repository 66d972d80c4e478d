package haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.market.Asset;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.GuardFacts;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every event comes back from its bytes as it was. */
class EventCodecTest {
  private static final long T = 1_795_500_000_000_000_000L;

  private static List<Event> all(Seed seed) {
    long n = seed.anyLong();
    long m = seed.anyLong();
    int id = (int) seed.between(0, 100);
    Venue venue = seed.pick(Venue.values());
    Asset asset = seed.pick(Asset.KRW, Asset.USDT, Asset.BNB, new Asset("BTC"));
    String text = seed.pick("", "timeout", "잔액 부족", "x".repeat(300));
    boolean yes = seed.oneIn(2);
    return List.of(
        new Event.TradePrinted(T, id, n, m, seed.pick(Side.values()), 5),
        new Event.OrderAccepted(T + 1, n, text),
        new Event.OrderFilled(T, n, text, m, n, -m, asset, n),
        new Event.OrderEnded(T, n, m),
        new Event.OrderRejected(T, n, text, text),
        new Event.OrderRejected(T, n, text, text, Math.max(1, m)),
        new Event.OrderOutcomeUnknown(T, n, text),
        new Event.OrderStatusReported(T, n, yes, !yes, m),
        new Event.BalanceReported(T, venue, asset, n, m),
        new Event.PositionReported(T, id, n),
        new Event.ExternalFlowReported(T, venue, asset, n, text),
        new Event.AssetPriced(T, asset, n),
        new Event.VenueStatusChanged(T, venue, seed.pick(VenueStatus.values()), text),
        new Event.ClockOffsetMeasured(T, venue, n),
        new Event.FundingSettled(T, id, n, m, n, m),
        new Event.FundingRateReported(T, id, n, 8),
        new Event.FundingRateReported(T, id, n, 8, Math.max(1, m)),
        new Event.MarginReported(T, id, n, m),
        new Event.WalletStatusChanged(T, venue, asset, yes, !yes),
        new Event.TimerFired(T, n),
        new Event.CycleStarted(T, n),
        new Event.GuardReported(
            T, new GuardFacts(yes, !yes, yes, text, !yes, yes, !yes, yes, !yes, yes)),
        new Event.OperatorCommand(T, seed.pick(Event.OperatorCommand.Action.values()), text),
        new Event.Restarted(T));
  }

  @Test
  void shouldReadBackEveryEvent() {
    EventDecoder decoder = new EventDecoder();
    Seed.forAll(
        200,
        seed -> {
          for (Event event : all(seed)) {
            StateOut out = new StateOut();
            EventEncoder.encode(event, out);
            StateIn in = StateIn.of(out.toBytes());
            assertThat(decoder.decode(in)).isEqualTo(event);
            assertThat(in.exhausted()).isTrue();
          }
        });
  }

  @Test
  void shouldHaveTriedEveryKindOfEvent() {
    Set<String> tried = new TreeSet<>();
    Seed.forAll(1, seed -> all(seed).forEach(e -> tried.add(e.getClass().getName())));
    Set<String> known =
        Arrays.stream(Event.class.getPermittedSubclasses())
            .map(Class::getName)
            .collect(Collectors.toSet());
    known.remove(BookChanged.class.getName());

    assertThat(tried).isEqualTo(known);
  }

  @Test
  void shouldReadBackEveryBook() {
    EventDecoder decoder = new EventDecoder();
    Seed.forAll(
        300,
        seed -> {
          BookChanged book = new BookChanged().begin((int) seed.between(0, 9), T, seed.anyLong());
          for (long i = seed.between(0, OrderBook.MAX_LEVELS); i > 0; i--) {
            book.book().addBid(seed.anyLong() >> 2, seed.anyLong());
          }
          for (long i = seed.between(0, OrderBook.MAX_LEVELS); i > 0; i--) {
            book.book().addAsk(seed.anyLong() >> 2, seed.anyLong());
          }
          if (seed.oneIn(2)) {
            book.markMore();
          }
          StateOut out = new StateOut();
          EventEncoder.encode(book, out);
          BookChanged read = (BookChanged) decoder.decode(StateIn.of(out.toBytes()));
          assertThat(read.instrumentId()).isEqualTo(book.instrumentId());
          assertThat(read.timeNs()).isEqualTo(T);
          assertThat(read.more()).isEqualTo(book.more());
          assertThat(read.venueMs()).isEqualTo(book.venueMs());
          StateOut again = new StateOut();
          EventEncoder.encode(read, again);
          assertThat(again.toBytes()).isEqualTo(out.toBytes());
          assertThat(read.book().bids()).isEqualTo(book.book().bids());
          assertThat(read.book().asks()).isEqualTo(book.book().asks());
          assertThat(read.book().bestBidE8()).isEqualTo(book.book().bestBidE8());
          assertThat(read.book().bestAskE8()).isEqualTo(book.book().bestAskE8());
        });
  }

  @Test
  void shouldRefuseWhatIsNoEvent() {
    EventDecoder decoder = new EventDecoder();
    assertThatThrownBy(() -> decoder.decode(StateIn.of(new StateOut().putLong(0).toBytes())))
        .isInstanceOf(StateException.class);
    assertThatThrownBy(
            () -> decoder.decode(StateIn.of(new StateOut().putLong(999).putLong(1).toBytes())))
        .isInstanceOf(StateException.class);
    assertThatThrownBy(() -> decoder.decode(StateIn.of(new byte[] {0, 2})))
        .isInstanceOf(StateException.class);
  }

  @Test
  void shouldAllocateNothingForABookAndTakeLittleRoom() {
    BookChanged book = new BookChanged().begin(1, T, T / 1_000_000);
    for (int i = 0; i < 15; i++) {
      book.book().addBid((105_000_000L - i * 1_000L) * 100_000_000L, 12_345_678L + i * 7_919L);
      book.book().addAsk((105_001_000L + i * 1_000L) * 100_000_000L, 98_765_432L + i * 104_729L);
    }
    StateOut out = new StateOut();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      EventEncoder.encode(book, out.clear());
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      EventEncoder.encode(book, out.clear());
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(1_000);
    assertThat(out.length()).isLessThan(400);
  }
}
