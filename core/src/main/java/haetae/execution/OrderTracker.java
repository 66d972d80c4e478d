package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Folds all reports about one order into one state, in whatever order they come.
 *
 * <p>Fills are keyed by their id and booked once; the filled quantity only grows; no end takes a
 * fill back, and a fill after the end is applied and reported as late. An order of unknown outcome
 * is not rejected: it stays in flight until the venue has told. Threads: the engine's.
 */
public final class OrderTracker {
  /** Life of an order. */
  public enum State {
    PENDING_NEW(false),
    OPEN(false),
    PARTIALLY_FILLED(false),
    UNKNOWN(false),
    FILLED(true),
    CANCELED(true),
    REJECTED(true),
    NOT_PLACED(true);

    private final boolean terminal;

    State(boolean terminal) {
      this.terminal = terminal;
    }

    /** True if the venue has nothing more to do for it. */
    public boolean terminal() {
      return terminal;
    }
  }

  /** What a fill report did. */
  public enum Folded {
    APPLIED,
    DUPLICATE_IGNORED,
    /** The order had ended: the duty to hedge is open again. */
    LATE_FILL_APPLIED_REHEDGE
  }

  /** Queries without an answer that are remembered; what is older is taken for lost. */
  private static final int MOST_ASKED = 6;

  private final OrderIntent intent;
  private final String clientOrderId;
  private final long sentNs;
  private final Set<String> fillIds = new LinkedHashSet<>();
  private State state = State.PENDING_NEW;
  private long filledE8;
  private long fundsE8;
  private long reportedE8;
  private boolean acknowledged;
  private boolean cancelAsked;
  private final ArrayDeque<Long> askedNs = new ArrayDeque<>();
  private int polls;

  /** An order that is being sent. */
  public OrderTracker(OrderIntent intent, String clientOrderId, long sentNs) {
    this.intent = requireNonNull(intent, "intent");
    this.clientOrderId = requireNonNull(clientOrderId, "clientOrderId");
    this.sentNs = sentNs;
  }

  /** Books a fill. */
  public Folded filled(String fillId, long priceE8, long quantityE8) {
    if (!fillIds.add(fillId)) {
      return Folded.DUPLICATE_IGNORED;
    }
    boolean late = state.terminal();
    filledE8 = Math.addExact(filledE8, quantityE8);
    fundsE8 = Math.addExact(fundsE8, Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN));
    acknowledged = true;
    if (filledE8 >= intent.quantityE8()) {
      // Whatever was reported before: nothing is left that could have been cancelled.
      state = State.FILLED;
    } else if (!late && state != State.UNKNOWN) {
      state = State.PARTIALLY_FILLED;
    }
    return late ? Folded.LATE_FILL_APPLIED_REHEDGE : Folded.APPLIED;
  }

  /** The venue has taken it. */
  public void accepted() {
    acknowledged = true;
    if (state == State.PENDING_NEW || state == State.UNKNOWN) {
      state = filledE8 > 0 ? State.PARTIALLY_FILLED : State.OPEN;
    }
  }

  /**
   * The venue has ended it with a cumulative quantity; fills up to that quantity may still be on
   * their way.
   */
  public void ended(long cumulativeE8) {
    acknowledged = true;
    reportedE8 = Math.max(reportedE8, cumulativeE8);
    if (!state.terminal()) {
      state = reportedE8 >= intent.quantityE8() ? State.FILLED : State.CANCELED;
    }
  }

  /** The venue has refused it. Ignored once a fill or an acceptance has shown otherwise. */
  public void rejected() {
    if (!state.terminal() && filledE8 == 0 && !acknowledged) {
      state = State.REJECTED;
    }
  }

  /** Timeout, disconnect or unreadable answer. */
  public void outcomeUnknown() {
    if (!state.terminal()) {
      state = State.UNKNOWN;
    }
  }

  /**
   * The venue knows no such order, and the time in which it could still arrive is over. Ignored
   * once a fill or an acceptance has shown that it had arrived: then its end is still unknown.
   */
  public void notPlaced() {
    if (state == State.UNKNOWN && filledE8 == 0 && !acknowledged) {
      state = State.NOT_PLACED;
    }
  }

  /** True once it has ended and every fill that the venue counted is booked. */
  public boolean settled() {
    return state.terminal() && filledE8 >= reportedE8;
  }

  /** What was sent. */
  public OrderIntent intent() {
    return intent;
  }

  /** Id under which the venue knows it. */
  public String clientOrderId() {
    return clientOrderId;
  }

  /** Engine time at which it was sent. */
  public long sentNs() {
    return sentNs;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** Quantity of all booked fills. */
  public long filledE8() {
    return filledE8;
  }

  /** Sum of price times quantity of all booked fills. */
  public long fundsE8() {
    return fundsE8;
  }

  /** Average fill price, rounded down; 0 if nothing filled. */
  public long averageE8() {
    return filledE8 == 0 ? 0 : Fixed.divideE8(fundsE8, filledE8, RoundingMode.DOWN);
  }

  /** Quantity that could still fill: the whole rest while it is not ended. */
  public long worstCaseOpenE8() {
    long end = state.terminal() ? Math.max(reportedE8, filledE8) : intent.quantityE8();
    return end - filledE8;
  }

  /** True once the venue has shown that it has the order. */
  public boolean acknowledged() {
    return acknowledged;
  }

  /** The venue is asked to cancel it; that says nothing about what becomes of it. */
  public void askCancel() {
    cancelAsked = true;
  }

  /** True once the venue was asked to cancel it. */
  public boolean cancelAsked() {
    return cancelAsked;
  }

  /** A query is sent; returns how many there were before. */
  public int asked(long nowNs) {
    if (askedNs.size() == MOST_ASKED) {
      askedNs.removeFirst();
    }
    askedNs.addLast(nowNs);
    return polls++;
  }

  /**
   * An answer has come: age of the order when that query was sent, or sooner. What the venue knew
   * then says nothing about a request that was still on its way.
   */
  public long answered() {
    Long at = askedNs.pollFirst();
    return at == null ? 0 : at - sentNs;
  }

  /** Writes all of it but its client order id. */
  public void save(StateOut out) {
    intent.save(out);
    out.putLong(sentNs).putLong(fillIds.size());
    fillIds.forEach(out::putText);
    out.putEnum(state).putLong(filledE8).putLong(fundsE8).putLong(reportedE8);
    out.putBool(acknowledged).putBool(cancelAsked).putLong(polls).putLong(askedNs.size());
    askedNs.forEach(out::putLong);
  }

  /**
   * Reads what {@link #save} has written.
   *
   * @param instruments all instruments, by id
   * @param clientOrderId id under which the venue knows it
   */
  public static OrderTracker load(StateIn in, List<Instrument> instruments, String clientOrderId) {
    OrderTracker order =
        new OrderTracker(OrderIntent.load(in, instruments), clientOrderId, in.getLong());
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      order.fillIds.add(in.getText());
    }
    order.state = in.getEnum(State.values());
    order.filledE8 = in.getLong();
    order.fundsE8 = in.getLong();
    order.reportedE8 = in.getLong();
    order.acknowledged = in.getBool();
    order.cancelAsked = in.getBool();
    order.polls = in.getInt();
    for (int i = in.getCount(MOST_ASKED); i > 0; i--) {
      order.askedNs.addLast(in.getLong());
    }
    return order;
  }
}
