package haetae.sandbox.binance;

import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import tools.jackson.databind.node.ObjectNode;

/** A request that is refused, in Binance's words. */
final class BinanceRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final long retryAfterSec;

  private BinanceRefusal(int status, int code, String message, long retryAfterSec) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfterSec = retryAfterSec;
  }

  /** A request that is wrong. */
  static BinanceRefusal of(int code, String message) {
    return new BinanceRefusal(400, code, message, 0);
  }

  /** A request that is not allowed. */
  static BinanceRefusal unauthorized(int code, String message) {
    return new BinanceRefusal(401, code, message, 0);
  }

  /** A request too many. */
  static BinanceRefusal limited(int status, int code, String message, long retryAfterSec) {
    return new BinanceRefusal(status, code, message, retryAfterSec);
  }

  /** A parameter that is missing. */
  static BinanceRefusal missing(String name) {
    return of(
        -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
  }

  /** A filter that an order does not pass. */
  static BinanceRefusal filter(String name) {
    return of(-1013, "Filter failure: " + name);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  long retryAfterSec() {
    return retryAfterSec;
  }

  ObjectNode json() {
    return Json.object().put("code", code).put("msg", String.valueOf(getMessage()));
  }

  Reply reply() {
    Reply reply = Reply.json(status, json());
    return retryAfterSec > 0 ? reply.with("Retry-After", String.valueOf(retryAfterSec)) : reply;
  }
}
