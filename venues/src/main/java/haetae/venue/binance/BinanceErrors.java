package haetae.venue.binance;

import haetae.engine.Event;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Sending;
import java.util.Locale;
import java.util.Set;

/**
 * An error answer of Binance, and what it means for an order request.
 *
 * <p>Spot: every 5xx leaves the outcome open. Futures: two texts of 503 say that the request
 * failed; any other leaves it open. Source: Binance, "HTTP return codes", "Error codes", spot and
 * USD-M.
 *
 * @param code Binance's code, 0 if the answer has none
 */
record BinanceErrors(int status, long code, String message) {
  private static final long TOO_MANY_ORDERS = -1015;
  private static final long NO_SUCH_ORDER = -2013;
  private static final long SHUTTING_DOWN = -1016;
  private static final long NEW_ORDER_REJECTED = -2010;
  private static final long DUPLICATE_ID = -4116;
  private static final long NOTHING_TO_REDUCE = -2022;
  private static final Set<Long> OUTCOME_OPEN = Set.of(-1000L, -1001L, -1006L, -1007L);
  private static final Set<Long> NOT_PROCESSED = Set.of(403L, 451L);
  private static final int LONGEST_MESSAGE = 200;

  static BinanceErrors of(Exchange.Answer answer) {
    try {
      Fields error = Fields.read(answer.body());
      return new BinanceErrors(answer.status(), error.integer("code"), error.text("msg", ""));
    } catch (DecodeException e) {
      String body = answer.body().strip();
      String start = body.substring(0, Math.min(LONGEST_MESSAGE, body.length()));
      return new BinanceErrors(answer.status(), 0, start);
    }
  }

  /** What an order request that was answered with this error means. */
  Sending sending(Product product) {
    boolean duplicate =
        code == DUPLICATE_ID || (code == NEW_ORDER_REJECTED && message.contains("Duplicate order"));
    if (duplicate) {
      return new Sending.OutcomeUnknown("an order with this client id is open: " + text());
    }
    if (NOT_PROCESSED.contains((long) status)) {
      return new Sending.Rejected(name(), text());
    }
    if (product == Product.USDM && code == NOTHING_TO_REDUCE) {
      return new Sending.Rejected(Event.OrderRejected.NOTHING_TO_REDUCE, message);
    }
    boolean refusal = status >= 400 && status < 500 && status != 408 && code != 0;
    if (refusal && !OUTCOME_OPEN.contains(code)) {
      return new Sending.Rejected(name(), message);
    }
    return product == Product.USDM && failed()
        ? new Sending.Rejected(name(), message)
        : new Sending.OutcomeUnknown(text());
  }

  /** Futures: answers that say that the request was not executed. */
  private boolean failed() {
    String text = message.toLowerCase(Locale.ROOT).strip();
    return code == -1008
        || (status == 503 && text.equals("service unavailable."))
        || (status == 503 && code == -1001 && text.startsWith("internal error; unable to process"));
  }

  /** True if the venue takes no requests for a while: it has not looked at this one. */
  boolean tooMany() {
    return status == 429 || status == 418;
  }

  String name() {
    return code == 0 ? "HTTP_" + status : Long.toString(code);
  }

  boolean notFound() {
    return code == NO_SUCH_ORDER;
  }

  boolean tooManyOrders() {
    return code == TOO_MANY_ORDERS;
  }

  /** True if the service is being shut down: the next orders fare no better. */
  boolean shuttingDown() {
    return code == SHUTTING_DOWN;
  }

  /** True if our clock is off. */
  boolean clockOff() {
    return code == -1021 || code == -5028;
  }

  String text() {
    return "HTTP " + status + " " + code + " " + message;
  }
}
