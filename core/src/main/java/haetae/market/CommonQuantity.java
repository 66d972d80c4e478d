package haetae.market;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The quantity that both legs of a pair can trade, and whether both venues would take it.
 *
 * <p>Quantities are floored to the least common multiple of both lots, so what one leg fills the
 * other can hedge. Mutable and reusable; {@link #size} allocates nothing. Threads: one owner.
 */
public final class CommonQuantity {
  private final OrderRules upbitRules;
  private final OrderRules binanceRules;
  private final long stepE8;
  private long quantityE8;
  private RuleViolation upbit = RuleViolation.QTY_ZERO;
  private RuleViolation binance = RuleViolation.QTY_ZERO;

  /**
   * The common quantity of two instruments.
   *
   * @throws ArithmeticException if the common step does not fit
   */
  public CommonQuantity(OrderRules upbitRules, OrderRules binanceRules) {
    this.upbitRules = requireNonNull(upbitRules, "upbitRules");
    this.binanceRules = requireNonNull(binanceRules, "binanceRules");
    this.stepE8 = CommonLot.stepE8(upbitRules.lotE8(), binanceRules.lotE8());
  }

  /** Step of the common quantity. */
  public long stepE8() {
    return stepE8;
  }

  /** Largest common quantity that is not above the target; 0 if there is none. */
  public long floorE8(long targetE8) {
    return targetE8 <= 0 ? 0 : targetE8 - targetE8 % stepE8;
  }

  /**
   * Floors the target and checks both venues' rules before anything is sent.
   *
   * @param upbitPriceE8 estimated KRW price
   * @param binancePriceE8 estimated USDT price
   * @return true if both venues would take {@link #quantityE8()}
   */
  public boolean size(long targetE8, long upbitPriceE8, long binancePriceE8) {
    quantityE8 = floorE8(targetE8);
    upbit = upbitRules.checkSize(upbitPriceE8, quantityE8);
    binance = binanceRules.checkSize(binancePriceE8, quantityE8);
    return upbit == RuleViolation.NONE && binance == RuleViolation.NONE;
  }

  /** The common quantity of the last {@link #size}. */
  public long quantityE8() {
    return quantityE8;
  }

  /** What Upbit would object to. */
  public RuleViolation upbit() {
    return upbit;
  }

  /** What Binance would object to. */
  public RuleViolation binance() {
    return binance;
  }

  /** All reasons, for records and reports; empty if the size is fine. Allocates. */
  public List<String> rejects() {
    if (quantityE8 == 0) {
      return List.of(RuleViolation.QTY_ZERO.name());
    }
    List<String> codes = new ArrayList<>(2);
    if (upbit != RuleViolation.NONE) {
      codes.add(Venue.UPBIT + "_" + upbit);
    }
    if (binance != RuleViolation.NONE) {
      codes.add(Venue.BINANCE + "_" + binance);
    }
    return List.copyOf(codes);
  }
}
