package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.sandbox.market.Market;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The USD-M account: its USDT wallet, positions, leverage and modes.
 *
 * <p>Margin is notional at the mark divided by leverage. Not modelled: liquidation, tiers of
 * leverage, collateral other than USDT. Threads: the sandbox's.
 */
final class FuturesAccount {
  /** The only collateral. */
  static final String ASSET = "USDT";

  private static final BigDecimal MAINTENANCE = new BigDecimal("0.004");

  /** An entry of the income history. */
  record Income(String symbol, String type, BigDecimal amount, String info, long timeMs, long id) {}

  private final Map<String, Market> markets;
  private final BinanceSettings settings;
  private final Map<String, FuturesPosition> positions = new TreeMap<>();
  private final Map<String, Integer> leverages = new TreeMap<>();
  private final Map<String, String> marginTypes = new TreeMap<>();
  private final List<Income> incomes = new ArrayList<>();
  private BigDecimal wallet;
  private boolean dual;
  private boolean multiAssets;
  private long incomeIds = 9_000_000_000L;

  FuturesAccount(Map<String, Market> markets, BinanceSettings settings, BigDecimal wallet) {
    this.markets = markets;
    this.settings = settings;
    this.wallet = wallet;
  }

  /** The mark price: the middle of the book. */
  BigDecimal mark(String symbol) {
    Market market = markets.get(symbol);
    return market == null ? BigDecimal.ZERO : market.mid();
  }

  BigDecimal wallet() {
    return wallet;
  }

  boolean dual() {
    return dual;
  }

  void dual(boolean now) {
    dual = now;
  }

  boolean multiAssets() {
    return multiAssets;
  }

  void multiAssets(boolean now) {
    multiAssets = now;
  }

  int leverage(String symbol) {
    return leverages.getOrDefault(symbol, settings.leverage());
  }

  void leverage(String symbol, int value) {
    leverages.put(symbol, value);
  }

  /** CROSSED or ISOLATED. */
  String marginType(String symbol) {
    return marginTypes.getOrDefault(symbol, "CROSSED");
  }

  void marginType(String symbol, String type) {
    marginTypes.put(symbol, type);
  }

  FuturesPosition position(String symbol, String side) {
    return positions.computeIfAbsent(symbol + " " + side, _ -> new FuturesPosition(symbol, side));
  }

  /** Positions that were ever open. */
  List<FuturesPosition> positions() {
    return new ArrayList<>(positions.values());
  }

  boolean anyOpen(String symbol) {
    return positions.values().stream().anyMatch(p -> p.symbol().equals(symbol) && !p.flat());
  }

  boolean anyOpen() {
    return positions.values().stream().anyMatch(p -> !p.flat());
  }

  /** Books an amount and remembers what it was for. */
  Income book(String symbol, String type, BigDecimal amount, String info, long timeMs) {
    wallet = wallet.add(amount);
    Income income = new Income(symbol, type, amount, info, timeMs, ++incomeIds);
    incomes.add(income);
    return income;
  }

  List<Income> incomes() {
    return incomes;
  }

  /** Profit of all positions at the mark. */
  BigDecimal unrealized() {
    return positions.values().stream()
        .map(p -> p.unrealized(mark(p.symbol())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal notional(FuturesPosition position) {
    return position.amount().multiply(mark(position.symbol()));
  }

  BigDecimal initialMargin(FuturesPosition position) {
    return margin(position.symbol(), notional(position).abs());
  }

  /** Margin of a notional. */
  BigDecimal margin(String symbol, BigDecimal notional) {
    BigDecimal leverage = BigDecimal.valueOf(leverage(symbol));
    return notional.divide(leverage, Fixed.SCALE, RoundingMode.UP);
  }

  BigDecimal maintenanceMargin(FuturesPosition position) {
    return notional(position).abs().multiply(MAINTENANCE);
  }

  BigDecimal initialMargin() {
    return positions.values().stream()
        .map(this::initialMargin)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal maintenanceMargin() {
    return positions.values().stream()
        .map(this::maintenanceMargin)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * What is free for new orders.
   *
   * @param openOrders margin of the open orders
   */
  BigDecimal available(BigDecimal openOrders) {
    return wallet
        .add(unrealized())
        .subtract(initialMargin())
        .subtract(openOrders)
        .max(BigDecimal.ZERO);
  }
}
