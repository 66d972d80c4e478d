package haetae.venue.binance;

import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.OrderRules;
import haetae.market.Venue;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a Binance account before anything is traded: the key's permissions, balances, each
 * symbol's state, filters and fee, and on futures position mode, margin mode and leverage.
 *
 * <p>Anything that cannot be found out blocks live trading; nothing is changed. Source: Binance,
 * "Exchange information", "Account information", spot and USD-M. Threads: one at a time; blocks.
 */
final class BinanceAccount {
  private static final long NO_DELIVERY_MS = 4_133_404_800_000L;
  private static final int PPM_PLACES = 100;

  private final BinanceRest rest;
  private final BinanceRest wallet;
  private final BinanceSettings settings;
  private final List<Instrument> instruments;
  private final Findings findings = new Findings();
  private final Map<Asset, Balance> balances = new LinkedHashMap<>();
  private final Map<Integer, OrderRules> rules = new LinkedHashMap<>();
  private final Map<Integer, Long> fees = new LinkedHashMap<>();

  BinanceAccount(
      BinanceRest rest,
      BinanceRest wallet,
      BinanceSettings settings,
      List<Instrument> instruments) {
    this.rest = rest;
    this.wallet = wallet;
    this.settings = settings;
    this.instruments = List.copyOf(instruments);
  }

  /**
   * Runs all checks.
   *
   * @param deadMan tried with each perpetual, or null to leave it alone
   */
  AccountReport check(@Nullable DeadManSwitch deadMan) {
    boolean spot = settings.product() == Product.SPOT;
    findings.attempt("key permissions", this::permissions);
    findings.attempt("exchange information", this::symbols);
    findings.attempt("balances", spot ? this::spotAccount : this::futuresAccount);
    for (Instrument instrument : instruments) {
      findings.attempt("fee of " + instrument, () -> fee(instrument));
      if (!spot) {
        findings.attempt("margin settings of " + instrument, () -> margin(instrument));
        if (deadMan != null && !deadMan.works(instrument.symbol())) {
          findings.blocks(
              "the dead-man's switch of " + instrument + " cannot be armed",
              "allow futures trading for the key");
        }
      }
    }
    return new AccountReport(Venue.BINANCE, balances, rules, fees, findings.all());
  }

  private void permissions() throws DecodeException, RestUnavailable {
    String path = "/sapi/v1/account/apiRestrictions";
    Exchange exchange = wallet.signed("GET", path, Params.none(), 1, Lane.LOW);
    boolean answered = exchange instanceof Exchange.Answer answer && answer.ok();
    if (!answered && !settings.requireKeyPermissions()) {
      findings.note("the key's permissions were not read", "as configured");
      return;
    }
    Fields key = BinanceRest.readable(path, exchange);
    if (key.flag("enableWithdrawals")) {
      findings.blocks("the key may withdraw", "issue a key without withdrawals");
    }
    if (key.has("ipRestrict") && !key.flag("ipRestrict")) {
      findings.note("the key works from any address", "restrict it to this machine's");
    }
    String trading =
        settings.product() == Product.SPOT ? "enableSpotAndMarginTrading" : "enableFutures";
    if (!key.flag(trading)) {
      findings.blocks("the key may not trade (" + trading + ")", "allow it in Binance's key page");
    }
  }

  private void symbols() throws DecodeException, RestUnavailable {
    boolean spot = settings.product() == Product.SPOT;
    String path = settings.product().path() + "/exchangeInfo";
    Params params = Params.none();
    if (spot) {
      List<String> quoted = instruments.stream().map(i -> Params.quoted(i.symbol())).toList();
      params.with("symbols", "[" + String.join(",", quoted) + "]");
    }
    Fields info = BinanceRest.readable(path, rest.plain("GET", path, params, 20, Lane.LOW));
    for (Instrument instrument : instruments) {
      Fields found = null;
      for (Fields symbol : info.list("symbols")) {
        found = symbol.text("symbol").equals(instrument.symbol()) ? symbol : found;
      }
      if (found == null) {
        findings.blocks(instrument + " is not listed", "remove it from the configuration");
      } else {
        symbol(instrument, found);
      }
    }
  }

  private void symbol(Instrument instrument, Fields symbol) throws DecodeException {
    if (!symbol.text("status").equals("TRADING")) {
      findings.blocks(
          instrument + " is " + symbol.text("status"), "wait until Binance trades it again");
    }
    if (symbol.has("deliveryDate") && symbol.integer("deliveryDate") != NO_DELIVERY_MS) {
      findings.blocks(
          instrument + " has a delivery date: it is being delisted", "close positions in it");
    }
    rules.put(instrument.id(), Filters.rules(symbol.list("filters")));
  }

  private void spotAccount() throws DecodeException, RestUnavailable {
    Fields account = rest.read(true, "/api/v3/account", "", 20);
    if (!account.flag("canTrade")) {
      findings.blocks("the account may not trade", "ask Binance");
    }
    for (Fields balance : account.list("balances")) {
      put(balance.text("asset"), balance, "free", "locked");
    }
  }

  private void futuresAccount() throws DecodeException, RestUnavailable {
    Fields config = rest.read(true, "/fapi/v1/accountConfig", "", 5);
    if (!config.flag("canTrade")) {
      findings.blocks("the futures account may not trade", "ask Binance");
    }
    if (config.flag("dualSidePosition")) {
      findings.blocks("the account is in hedge mode", "set one-way position mode");
    }
    if (config.flag("multiAssetsMargin")) {
      findings.blocks("the account is in multi-assets mode", "set single-asset mode");
    }
    for (Fields balance : rest.read(true, "/fapi/v3/balance", "", 5).elements()) {
      long free = balance.e8("availableBalance", RoundingMode.FLOOR);
      long all = balance.e8("balance", RoundingMode.FLOOR);
      balances.put(new Asset(balance.text("asset")), new Balance(free, Math.max(0, all - free)));
    }
  }

  private void put(String asset, Fields from, String free, String locked) throws DecodeException {
    long freeE8 = from.e8(free, RoundingMode.FLOOR);
    long lockedE8 = from.e8(locked, RoundingMode.CEILING);
    if (freeE8 != 0 || lockedE8 != 0) {
      balances.put(new Asset(asset), new Balance(freeE8, lockedE8));
    }
  }

  private void fee(Instrument instrument) throws DecodeException, RestUnavailable {
    if (settings.product() == Product.USDM) {
      Fields fee = rest.read(true, "/fapi/v1/commissionRate", instrument.symbol(), 20);
      put(instrument, fee.e8("takerCommissionRate", RoundingMode.CEILING));
      return;
    }
    Fields fee = rest.read(true, "/api/v3/account/commission", instrument.symbol(), 20);
    long sum = 0;
    for (String part : List.of("standardCommission", "specialCommission", "taxCommission")) {
      sum += fee.has(part) ? fee.object(part).e8("taker", RoundingMode.CEILING) : 0;
    }
    put(instrument, sum);
  }

  private void put(Instrument instrument, long rateE8) {
    fees.put(instrument.id(), (rateE8 + PPM_PLACES - 1) / PPM_PLACES);
  }

  private void margin(Instrument instrument) throws DecodeException, RestUnavailable {
    Fields config = null;
    for (Fields each :
        rest.read(true, "/fapi/v1/symbolConfig", instrument.symbol(), 5).elements()) {
      config = each.text("symbol").equals(instrument.symbol()) ? each : config;
    }
    if (config == null) {
      throw new DecodeException("no settings of the symbol");
    }
    long leverage = config.integer("leverage");
    if (leverage > settings.maxLeverage()) {
      findings.blocks(
          instrument + " has leverage " + leverage,
          "set it to " + settings.maxLeverage() + " or less");
    }
    String mode = config.text("marginType");
    if (!mode.equals("ISOLATED")) {
      findings.add(
          new Finding(
              false,
              instrument + " is in margin mode " + mode,
              "isolated margin keeps other positions from eating this one's"));
    }
  }
}
