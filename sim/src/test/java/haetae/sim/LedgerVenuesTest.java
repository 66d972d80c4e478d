package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Ledger;
import haetae.portfolio.Ledger.FillAmounts;
import haetae.portfolio.Ledger.FundingShare;
import haetae.portfolio.Ledger.Origin;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The ledger against the simulated venues and a naive model in decimals, over many random trades
 * whose reports come late, twice and in another order.
 */
class LedgerVenuesTest {
  private static final int FILLS = 100_000;

  private final List<Instrument> instruments = new ArrayList<>(TestConfigs.instruments());
  private final Accounts venues = new Accounts(3);
  private final Map<String, BigDecimal> naive = new HashMap<>();
  private final Map<String, Long> entries = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final List<Runnable> reports = new ArrayList<>();
  private final Ledger ledger = new Ledger(this::took);
  private int fills;

  LedgerVenuesTest() {
    InstrumentKind spot = InstrumentKind.SPOT;
    instruments.add(TestConfigs.binance(5, "SOL", spot, 1, 1));
  }

  private void took(LedgerEntry entry) {
    assertThat(keys.add(entry.key())).as(entry.key()).isTrue();
    for (Account account : List.of(entry.from(), entry.to())) {
      String name = entry.venue() + " " + account + " " + entry.asset();
      entries.merge(name, entry.gainE8(account), Math::addExact);
    }
  }

  private void add(Venue venue, Asset asset, BigDecimal amount) {
    naive.merge(venue + " " + asset, amount, BigDecimal::add);
  }

  @Test
  void shouldAgreeToTheLastUnitAfterAHundredThousandTrades() {
    Seed.forAll(
        1,
        seed -> {
          for (int i = 0; i < FILLS; i++) {
            trade(instruments.get((int) seed.between(0, 5)), seed);
            if (seed.oneIn(50)) {
              funding(seed);
            }
            if (seed.oneIn(200)) {
              external(seed);
            }
            while (reports.size() > 20) {
              deliver(seed);
            }
          }
          flatten(seed);
          while (!reports.isEmpty()) {
            deliver(seed);
          }
          mustAgree();
        });
  }

  /** One report, not always the oldest, and sometimes not for the last time. */
  private void deliver(Seed seed) {
    int at = (int) seed.between(0, reports.size() - 1);
    reports.get(at).run();
    if (!seed.oneIn(10)) {
      reports.remove(at);
    }
  }

  private void trade(Instrument instrument, Seed seed) {
    Side side = seed.pick(Side.BUY, Side.SELL);
    long price = seed.between(1, 1_000_000) * Fixed.ONE / 100;
    fill(instrument, side, price, seed.between(1, Fixed.ONE), seed);
  }

  private void fill(Instrument instrument, Side side, long price, long quantity, Seed seed) {
    boolean spot = instrument.kind() == InstrumentKind.SPOT;
    Asset feeAsset =
        spot
            ? seed.pick(instrument.base(), instrument.quote(), Asset.BNB)
            : seed.pick(instrument.quote(), Asset.BNB);
    long fee = seed.between(0, quantity / 1_000);
    long realized = venues.fill(instrument, side, price, quantity, fee, feeAsset);
    Venue venue = instrument.venue();
    BigDecimal funds =
        Fixed.toDecimal(price)
            .multiply(Fixed.toDecimal(quantity))
            .setScale(8, RoundingMode.HALF_EVEN)
            .multiply(BigDecimal.valueOf(-side.sign()));
    // A perpetual that ends flat has realised exactly the money that went in and out.
    add(venue, instrument.quote(), funds);
    if (spot) {
      add(venue, instrument.base(), Fixed.toDecimal(side.sign() * quantity));
    }
    add(venue, feeAsset, Fixed.toDecimal(-fee));
    FillAmounts amounts =
        new FillAmounts(price, quantity, fee, feeAsset, realized, Fixed.ONE, Fixed.ONE);
    Origin origin = new Origin(venue, instrument.symbol() + "/f" + ++fills, fills, fills, 0);
    reports.add(() -> ledger.postFill(instrument, side, amounts, origin));
  }

  private void funding(Seed seed) {
    Instrument perpetual = instruments.get(1);
    long amount = seed.between(-Fixed.ONE, Fixed.ONE);
    long settledMs = ++fills;
    venues.add(Venue.BINANCE, Asset.USDT, amount);
    add(Venue.BINANCE, Asset.USDT, Fixed.toDecimal(amount));
    List<FundingShare> shares =
        List.of(new FundingShare(1, amount / 3), new FundingShare(0, amount - amount / 3));
    reports.add(() -> ledger.postFunding(perpetual, settledMs, shares, Fixed.ONE, 0));
  }

  private void external(Seed seed) {
    Venue venue = seed.pick(Venue.values());
    Asset asset = seed.pick(Asset.KRW, Asset.USDT, Asset.BNB);
    long amount = seed.between(-1_000 * Fixed.ONE, 1_000 * Fixed.ONE);
    Origin origin = new Origin(venue, "x" + ++fills, 0, 0, 0);
    venues.add(venue, asset, amount);
    add(venue, asset, Fixed.toDecimal(amount));
    reports.add(() -> ledger.postExternal(Kind.EXTERNAL, asset, amount, Fixed.ONE, origin));
  }

  private void flatten(Seed seed) {
    for (Instrument instrument : instruments) {
      if (instrument.kind() == InstrumentKind.PERPETUAL) {
        long net = venues.position(instrument).netE8();
        if (net != 0) {
          fill(instrument, net > 0 ? Side.SELL : Side.BUY, Fixed.ONE, Math.abs(net), seed);
        }
        assertThat(venues.position(instrument).netE8()).isZero();
      }
    }
  }

  private void mustAgree() {
    assertThat(ledger.unbalanced()).isEmpty();
    naive.forEach(
        (name, amount) -> {
          String[] parts = name.split(" ", -1);
          Venue venue = Venue.valueOf(parts[0]);
          Asset asset = new Asset(parts[1]);
          long wallet = ledger.walletE8(venue, asset);
          assertThat(wallet).as(name).isEqualTo(venues.walletE8(venue, asset));
          assertThat(Fixed.toDecimal(wallet)).as(name).isEqualByComparingTo(amount);
        });
    for (Instrument instrument : instruments) {
      if (instrument.kind() == InstrumentKind.PERPETUAL) {
        assertThat(ledger.perpetual(instrument).netE8()).isZero();
        assertThat(ledger.perpetual(instrument).costE8()).isZero();
      }
    }
    entries.forEach(
        (name, sum) -> {
          String[] parts = name.split(" ", -1);
          Account account = Account.valueOf(parts[1]);
          long balance = ledger.balanceE8(Venue.valueOf(parts[0]), account, new Asset(parts[2]));
          assertThat(balance).as(name).isEqualTo(sum);
        });
  }
}
