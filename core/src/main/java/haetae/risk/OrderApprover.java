package haetae.risk;

import static java.util.Objects.requireNonNull;

import haetae.execution.OrderIntent;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The only maker of an {@link ApprovedOrder}. Every order comes through here, for entries, exits,
 * hedges and unwinds alike; exits, hedges and unwinds pass whatever the trading state is. Order ids
 * must rise: no order is approved twice.
 *
 * <p>Threads: the engine's.
 */
public final class OrderApprover {
  private static final int MAX_ID = 36;

  private final String session;
  private long lastOrderId;

  /**
   * An approver whose client ids start with the given session.
   *
   * @param session letters and digits, unique to this run of the service and its fencing token
   */
  public OrderApprover(String session) {
    if (!requireNonNull(session, "session").matches("[A-Za-z0-9]{1,16}")) {
      throw new IllegalArgumentException("session must be 1 to 16 letters or digits: " + session);
    }
    this.session = session;
  }

  /** True if a client order id has the form that this service gives, in whatever run. */
  public static boolean ours(String clientOrderId) {
    return clientOrderId.matches("[A-Za-z0-9]{1,16}-\\d+-[exhus]\\d+-\\d+");
  }

  /** The verdict on an intent. */
  public sealed interface Approval {
    /** It may be sent. */
    record Approved(ApprovedOrder order) implements Approval {}

    /** It may not be sent, for these reasons. */
    record Refused(List<Refusal> reasons) implements Approval {}
  }

  /**
   * Judges an intent.
   *
   * @param krwPerQuoteE8 KRW worth of one unit of the instrument's quote asset, 0 if unknown
   */
  public Approval approve(
      OrderIntent intent, Gate gate, TradingState state, long krwPerQuoteE8, long nowNs) {
    List<Refusal> reasons = new ArrayList<>();
    try {
      rules(intent, reasons);
      ceiling(intent, krwPerQuoteE8, reasons);
    } catch (ArithmeticException e) {
      reasons.add(Refusal.of(RefusalCode.UNCHECKABLE, String.valueOf(e.getMessage())));
    }
    if (intent.opensRisk() && state != TradingState.NORMAL) {
      RefusalCode code = state == TradingState.HALTED ? RefusalCode.HALTED : RefusalCode.REDUCING;
      reasons.add(Refusal.of(code, ""));
    }
    if (intent.orderId() <= lastOrderId) {
      reasons.add(Refusal.of(RefusalCode.DUPLICATE_ORDER, "order " + intent.orderId()));
    }
    if (!reasons.isEmpty()) {
      return new Approval.Refused(List.copyOf(reasons));
    }
    lastOrderId = intent.orderId();
    return new Approval.Approved(new ApprovedOrder(intent, clientOrderId(intent), gate, nowNs));
  }

  private static void rules(OrderIntent intent, List<Refusal> reasons) {
    OrderRules rules = intent.instrument().rules();
    long quantity = intent.quantityE8();
    long price = intent.limitPriceE8();
    boolean offGrid =
        rules.floorQuantityE8(quantity) != quantity || rules.grid().floorE8(price) != price;
    if (offGrid || quantity > rules.maxQuantityE8()) {
      reasons.add(Refusal.of(RefusalCode.OFF_GRID, intent.instrument().toString()));
    }
    long notional = Fixed.multiplyE8(quantity, price, RoundingMode.FLOOR);
    boolean small = quantity < rules.minQuantityE8() || notional < rules.minNotionalE8();
    // Reducing a perpetual is exempt from the smallest notional.
    if (small && !intent.reduceOnly()) {
      String quote = intent.instrument().quote().toString();
      reasons.add(new Refusal(RefusalCode.MIN_NOTIONAL, rules.minNotionalE8(), notional, quote));
    }
    if (notional > rules.maxNotionalE8()) {
      reasons.add(Refusal.of(RefusalCode.MAX_ORDER_NOTIONAL, rules.maxNotionalE8(), notional));
    }
    if (intent.reduceOnly() && intent.instrument().kind() != InstrumentKind.PERPETUAL) {
      reasons.add(Refusal.of(RefusalCode.OFF_GRID, "reduce-only needs a perpetual"));
    }
  }

  private static void ceiling(OrderIntent intent, long krwPerQuoteE8, List<Refusal> reasons) {
    if (krwPerQuoteE8 <= 0) {
      // The way out stays open without a rate; new risk does not.
      if (intent.opensRisk()) {
        reasons.add(Refusal.of(RefusalCode.UNCHECKABLE, "no KRW rate of the quote asset"));
      }
      return;
    }
    long notional =
        Fixed.multiplyE8(intent.quantityE8(), intent.limitPriceE8(), RoundingMode.CEILING);
    long krw = Fixed.multiplyE8(notional, krwPerQuoteE8, RoundingMode.CEILING);
    if (krw > SafetyLimits.HARD_CEILING_KRW_E8) {
      reasons.add(Refusal.of(RefusalCode.HARD_CEILING, SafetyLimits.HARD_CEILING_KRW_E8, krw));
    }
  }

  private String clientOrderId(OrderIntent intent) {
    String id =
        session
            + "-"
            + intent.tradeId()
            + "-"
            + letter(intent)
            + intent.attempt()
            + "-"
            + intent.orderId();
    if (id.length() > MAX_ID) {
      throw new IllegalStateException("client order id too long: " + id);
    }
    return id;
  }

  private static char letter(OrderIntent intent) {
    return switch (intent.purpose()) {
      case ENTRY -> 'e';
      case EXIT -> 'x';
      case HEDGE -> 'h';
      case UNWIND -> 'u';
      case SWEEP -> 's';
    };
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(lastOrderId);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    lastOrderId = in.getLong();
  }
}
