package haetae.venue.upbit;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Sending;

/**
 * An error answer of Upbit.
 *
 * <p>Source: Upbit developer centre, "REST API guide" (2026-10-06), error table.
 *
 * @param name Upbit's name of the error, empty if the answer has none
 */
record UpbitErrors(int status, String name, String message) {
  static final String ORDER_NOT_FOUND = "order_not_found";
  private static final String DUPLICATED_IDENTIFIER = "duplicated_identifier";
  private static final int LONGEST_MESSAGE = 200;

  static UpbitErrors of(Exchange.Answer answer) {
    try {
      Fields error = Fields.read(answer.body()).object("error");
      return new UpbitErrors(answer.status(), error.text("name", ""), error.text("message", ""));
    } catch (DecodeException e) {
      String body = answer.body().strip();
      String start = body.substring(0, Math.min(LONGEST_MESSAGE, body.length()));
      return new UpbitErrors(answer.status(), "", start);
    }
  }

  /** What an order request that was answered with this error means. */
  Sending sending() {
    boolean refusal = status >= 400 && status < 500 && !name.isEmpty();
    if (!refusal || name.equals(DUPLICATED_IDENTIFIER)) {
      // 5xx, an unreadable answer, or a proof that an earlier request has arrived.
      return new Sending.OutcomeUnknown(text());
    }
    return new Sending.Rejected(name, message);
  }

  /** True if the venue takes no requests for a while: it has not looked at this one. */
  boolean tooMany() {
    return status == 429 || status == 418;
  }

  boolean notFound() {
    return status == 404 && name.equals(ORDER_NOT_FOUND);
  }

  String text() {
    return "HTTP " + status + " " + name + " " + message;
  }
}
