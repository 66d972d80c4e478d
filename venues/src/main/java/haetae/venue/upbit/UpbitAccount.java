package haetae.venue.upbit;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderRules;
import haetae.market.PriceGrid;
import haetae.market.UpbitKrwBands;
import haetae.market.Venue;
import haetae.venue.upbit.UpbitRest.Group;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.AccountReport.Finding;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Findings;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks of an Upbit account before anything is traded: balances, fees, limits and ticks of
 * each market, warnings, wallets, the key's life and whether it may withdraw.
 *
 * <p>Anything that cannot be found out blocks live trading. Source: Upbit developer centre,
 * "Available order information", "Order book instruments", "Service status", "API keys". Threads:
 * one at a time; blocks.
 */
final class UpbitAccount {
  private static final Duration KEY_WARNING = Duration.ofDays(14);
  private static final int PPM_PLACES = 100;
  private static final long TEST_KRW = 10_000;
  private static final String KEY_CURE =
      "issue a key with the permissions to see assets, see orders and order, no more";

  private final UpbitRest rest;
  private final boolean requirePermissions;
  private final List<Instrument> instruments;
  private final Findings findings = new Findings();
  private final Map<Asset, Balance> balances = new LinkedHashMap<>();
  private final Map<Integer, OrderRules> rules = new LinkedHashMap<>();
  private final Map<Integer, Long> fees = new LinkedHashMap<>();

  /**
   * Checks with a key.
   *
   * @param requirePermissions true if a key whose permissions cannot be found out is refused
   */
  UpbitAccount(UpbitRest rest, List<Instrument> instruments, boolean requirePermissions) {
    this.requirePermissions = requirePermissions;
    this.rest = rest;
    this.instruments = List.copyOf(instruments);
  }

  /** Runs all checks. */
  AccountReport check(Instant now) {
    findings.attempt("balances", this::balances);
    for (Instrument instrument : instruments) {
      findings.attempt("order limits of " + instrument, () -> chance(instrument));
    }
    findings.attempt("market warnings", this::warnings);
    findings.attempt("wallets", this::wallets);
    findings.attempt("API key", () -> keys(now));
    findings.attempt("order permission", this::ordering);
    findings.attempt("withdrawal permission", this::withdrawals);
    return new AccountReport(Venue.UPBIT, balances, rules, fees, findings.all());
  }

  private Fields get(String path, Params params) throws DecodeException, RestUnavailable {
    return rest.read(Group.DEFAULT, Lane.NORMAL, path, params);
  }

  private void balances() throws DecodeException, RestUnavailable {
    for (Fields account : get("/v1/accounts", Params.none()).elements()) {
      balances.put(
          new Asset(account.text("currency")),
          new Balance(
              account.e8("balance", RoundingMode.FLOOR),
              account.e8("locked", RoundingMode.CEILING)));
    }
  }

  private void chance(Instrument instrument) throws DecodeException, RestUnavailable {
    Fields chance = get("/v1/orders/chance", Params.of("market", instrument.symbol()));
    Fields market = chance.object("market");
    String state = market.text("state", "");
    if (!state.equals("active")) {
      findings.blocks(instrument + " is '" + state + "'", "wait until Upbit trades it again");
    }
    long bid = chance.e8("bid_fee", RoundingMode.CEILING) / PPM_PLACES;
    long ask = chance.e8("ask_fee", RoundingMode.CEILING) / PPM_PLACES;
    fees.put(instrument.id(), Math.max(bid, ask));
    long least =
        Math.max(
            market.object("bid").e8("min_total", RoundingMode.CEILING),
            market.object("ask").e8("min_total", RoundingMode.CEILING));
    long most = market.e8("max_total", RoundingMode.FLOOR);
    rules.put(
        instrument.id(), new OrderRules(grid(instrument), 1, 0, Long.MAX_VALUE / 4, least, most));
  }

  /** The venue states the tick at the current price; it must be that of our table. */
  private PriceGrid grid(Instrument instrument) throws DecodeException, RestUnavailable {
    Params params = Params.of("markets", instrument.symbol());
    UpbitKrwBands bands = new UpbitKrwBands();
    long tick =
        first("/v1/orderbook/instruments", params).e8("tick_size", RoundingMode.UNNECESSARY);
    Fields best =
        first("/v1/orderbook", params.with("count", 1)).list("orderbook_units").getFirst();
    long price = best.e8("bid_price", RoundingMode.UNNECESSARY);
    if (price > 0 && bands.tickE8(price) != tick) {
      findings.blocks(
          instrument
              + " has tick "
              + Fixed.format(tick)
              + " at "
              + Fixed.format(price)
              + ", our table says "
              + Fixed.format(bands.tickE8(price)),
          "update Haetae: Upbit has changed its price units");
    }
    return bands;
  }

  private Fields first(String path, Params params) throws DecodeException, RestUnavailable {
    List<Fields> elements = rest.read(Group.MARKET, Lane.NORMAL, path, params).elements();
    if (elements.isEmpty()) {
      throw new DecodeException(path + ": nothing about " + params);
    }
    return elements.getFirst();
  }

  private void warnings() throws DecodeException, RestUnavailable {
    Params params = Params.of("is_details", "true");
    for (Fields market :
        rest.read(Group.MARKET, Lane.NORMAL, "/v1/market/all", params).elements()) {
      for (Instrument instrument : instruments) {
        boolean ours = market.text("market").equals(instrument.symbol());
        if (ours && market.has("market_event") && market.object("market_event").flag("warning")) {
          findings.blocks(
              instrument + " is under review by Upbit", "close positions, remove the market");
        }
      }
    }
  }

  private void wallets() throws DecodeException, RestUnavailable {
    for (Fields wallet : get("/v1/status/wallet", Params.none()).elements()) {
      String currency = wallet.text("currency");
      String state = wallet.text("wallet_state", "unknown");
      boolean ours = instruments.stream().anyMatch(i -> i.base().code().equals(currency));
      if (ours && !state.equals("working")) {
        findings.note(
            currency + " deposits or withdrawals are limited: " + state,
            "expect an own price at Upbit while it lasts");
      }
    }
  }

  private void keys(Instant now) throws DecodeException, RestUnavailable {
    for (Fields key : get("/v1/api_keys", Params.none()).elements()) {
      String expires = key.text("expire_at", "");
      try {
        Instant end = OffsetDateTime.parse(expires).toInstant();
        if (end.isBefore(now.plus(KEY_WARNING))) {
          findings.note("an API key expires at " + end, "issue a new key in time");
        }
      } catch (DateTimeException e) {
        findings.note("the key's expiry cannot be read", "look it up in Upbit's key page");
      }
    }
  }

  /** A test order is validated and not placed; without an identifier none is used up. */
  private void ordering() throws RestUnavailable {
    Params order =
        Params.of("market", instruments.getFirst().symbol())
            .with("side", "bid")
            .with("ord_type", "price")
            .with("price", TEST_KRW);
    Exchange exchange = rest.post(Group.ORDER, Lane.NORMAL, "/v1/orders/test", order);
    UpbitErrors error = error(exchange);
    if (error.name().equals("market_offline")) {
      findings.unread("order permission cannot be read: " + error.text(), "wait for Upbit");
    } else if (error.status() == 401
        || error.status() == 403
        || error.name().equals("out_of_scope")) {
      findings.blocks("the key may not order: " + error.text(), KEY_CURE);
    }
  }

  private static UpbitErrors error(Exchange exchange) {
    return exchange instanceof Exchange.Answer answer
        ? UpbitErrors.of(answer)
        : new UpbitErrors(0, "", "no answer");
  }

  /** Upbit does not tell a key's permissions; one that may read withdrawals is refused. */
  private void withdrawals() throws RestUnavailable {
    Exchange exchange =
        rest.query(Group.DEFAULT, Lane.NORMAL, "GET", "/v1/withdraws", Params.of("limit", "1"));
    UpbitErrors error = error(exchange);
    if (error.status() >= 200 && error.status() < 300) {
      findings.blocks("the key has withdrawal permissions", KEY_CURE);
    } else if (!error.name().equals("out_of_scope")) {
      String what = "whether the key may withdraw cannot be found out: " + error.text();
      findings.add(new Finding(requirePermissions, what, KEY_CURE));
    }
  }
}
