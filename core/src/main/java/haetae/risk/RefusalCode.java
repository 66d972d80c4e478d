package haetae.risk;

/** Why an order was refused; the names are stable and are what metrics and reports count by. */
public enum RefusalCode {
  /** Confidence of the signal is below its minimum. */
  LOW_CONFIDENCE("Low confidence", Unit.SHARE, false),
  /** Net edge below the safety minimum. */
  LOW_PROFIT("Insufficient profit", Unit.PERCENT, false),
  /** Expected slippage above its maximum. */
  SLIPPAGE("Slippage too high", Unit.PERCENT, true),
  /** Order notional above its maximum. */
  MAX_ORDER_NOTIONAL("Position too large", Unit.KRW, true),
  /** Order notional below the venue's minimum, in the quote asset. */
  MIN_NOTIONAL("Order too small", Unit.QUANTITY, false),
  /** The size is below one common lot of both venues. */
  QTY_ZERO("Size below one common lot", Unit.QUANTITY, false),
  /** Open exposure plus this order above its maximum. */
  MAX_EXPOSURE("Exposure too large", Unit.KRW, true),
  /** Net USDT exposure above its maximum. */
  FX_EXPOSURE("FX exposure too large", Unit.KRW, true),
  /** Legs standing alone, with this order, above their budget. */
  NAKED_BUDGET("Too much could stand alone", Unit.KRW, true),
  /** The capital budget leaves no room for a sensible order. */
  CAPITAL("Capital in use", Unit.KRW, true),
  /** Number of open positions at its maximum. */
  MAX_POSITIONS("Too many open positions", Unit.COUNT, true),
  /** Loss of the day at its limit. */
  DAILY_LOSS("Daily loss exceeded", Unit.KRW, true),
  /** Drawdown from the peak at its limit; latched. */
  DRAWDOWN("Drawdown limit hit", Unit.PERCENT, true),
  /** Too many pairs in a row have lost; until a human resumes. */
  LOSING_STREAK("Losing pairs in a row", Unit.COUNT, true),
  /** Too many legs were unwound in the last hour. */
  UNWINDS("Unwinds in the last hour", Unit.COUNT, true),
  /** Visible liquidity below its minimum. */
  LIQUIDITY("Insufficient liquidity", Unit.KRW, false),
  /** Size above the allowed share of visible depth. */
  DEPTH_SHARE("Too large for the visible depth", Unit.PERCENT, true),
  /** Upbit book older than allowed. */
  STALE_UPBIT("Upbit quote stale", Unit.MS, true),
  /** Binance book older than allowed. */
  STALE_BINANCE("Binance quote stale", Unit.MS, true),
  /** KRW-USDT book older than allowed. */
  STALE_USDT("KRW-USDT quote stale", Unit.MS, true),
  /** The two coin books are too far apart in time. */
  SKEW("Quotes too far apart", Unit.MS, true),
  /** A venue clock is too far off, or was never measured. */
  CLOCK("Venue clock offset too large", Unit.MS, true),
  /** A book is empty, crossed, locked or otherwise broken. */
  BAD_BOOK("Order book not usable", Unit.NONE, true),
  /** Price outside the band around the reference. */
  PRICE_BAND("Price away from reference", Unit.PERCENT, true),
  /** The price has jumped on one venue alone; entries rest for a moment. */
  JUMP("Price jumped on one venue", Unit.MS, true),
  /** The edge is better than likely and has not held long enough to be believed. */
  TOO_GOOD("Edge too good to be believed yet", Unit.PERCENT, true),
  /** KRW-USDT too far from its own recent average. */
  FX_SANITY("KRW-USDT away from reference", Unit.PERCENT, true),
  /** Too many orders in the last minute. */
  ORDER_RATE("Too many orders per minute", Unit.COUNT, true),
  /** Circuit breaker is open. */
  BREAKER_OPEN("Circuit breaker open", Unit.MS, true),
  /** Not enough coin on Upbit to sell. */
  NO_UPBIT_INVENTORY("Not enough coin on Upbit", Unit.QUANTITY, false),
  /** Not enough money or margin. */
  NO_FUNDS("Not enough balance", Unit.QUANTITY, false),
  /** Deposits or withdrawals of the coin are closed. */
  WALLET_SUSPENDED("Transfers suspended", Unit.NONE, true),
  /** The coin's premium is far from that of all others: it is no price to trade at. */
  PREMIUM_GAP("Premium away from the other coins", Unit.PERCENT, true),
  /** Funding is about to be settled, and the edge does not cover it. */
  FUNDING("Funding due is not covered", Unit.PERCENT, false),
  /** Margin of the perpetual is used up too far. */
  MARGIN("Margin ratio too high", Unit.PERCENT, true),
  /** A venue cannot be reached. */
  VENUE_DOWN("Venue not up", Unit.NONE, true),
  /** A venue is not healthy enough for new pairs. */
  VENUE_HEALTH("Venue not healthy", Unit.NONE, true),
  /** An order of unknown outcome is at this venue. */
  UNKNOWN_ORDER("Order of unknown outcome", Unit.COUNT, true),
  /** Ledger and venue balances differ. */
  LEDGER_BREAK("Ledger differs from venue", Unit.QUANTITY, true),
  /** What ended trades have left on the venues is worth more than its cap. */
  RESIDUAL_CAP("Residuals too large", Unit.KRW, true),
  /** Trading state is REDUCING. */
  REDUCING("Only reducing", Unit.NONE, true),
  /** Trading state is HALTED. */
  HALTED("Trading halted", Unit.NONE, true),
  /** The operation has paused entries. */
  PAUSED("Entries paused", Unit.NONE, true),
  /** Price or quantity off the venue's grid. */
  OFF_GRID("Price or quantity off the venue's grid", Unit.NONE, true),
  /** An order with this id, or a later one, was approved before. */
  DUPLICATE_ORDER("Order approved before", Unit.NONE, true),
  /** Above a compiled-in ceiling. */
  HARD_CEILING("Above the hard ceiling", Unit.KRW, true),
  /** An arithmetic limit was exceeded while checking. */
  UNCHECKABLE("Check could not be computed", Unit.NONE, true),
  /** The live guard does not allow real orders. */
  LIVE_GUARD("Live guard blocks", Unit.NONE, true);

  /** What limit and value are measured in. */
  enum Unit {
    /** E8 of KRW. */
    KRW,
    /** ppm, shown in percent. */
    PERCENT,
    /** ppm, shown as a fraction of 1. */
    SHARE,
    MS,
    COUNT,
    /** E8 of a coin, or of the asset that the detail names. */
    QUANTITY,
    NONE
  }

  private final String label;
  private final Unit unit;
  private final boolean maximum;

  RefusalCode(String label, Unit unit, boolean maximum) {
    this.label = label;
    this.unit = unit;
    this.maximum = maximum;
  }

  String label() {
    return label;
  }

  Unit unit() {
    return unit;
  }

  /** True if the value was above the limit, false if below it. */
  boolean maximum() {
    return maximum;
  }
}
