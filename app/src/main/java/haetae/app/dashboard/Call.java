package haetae.app.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;

/**
 * A request that was let in. Immutable, but for the exchange.
 *
 * @param from address of the visitor, for the audit trail
 * @param query parameters of the address
 * @param body fields of the body, empty unless the request is a POST
 */
record Call(
    Visitor visitor,
    String from,
    Map<String, String> query,
    Map<String, String> body,
    HttpExchange exchange) {
  /** A field of the body, empty if it is not there. */
  String field(String name) {
    return body.getOrDefault(name, "").strip();
  }
}
