package haetae.sandbox.upbit;

import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import tools.jackson.databind.node.ObjectNode;

/** A request that is refused, in Upbit's words. */
final class UpbitRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String name;

  UpbitRefusal(int status, String name, String message) {
    super(message, null, false, false);
    this.status = status;
    this.name = name;
  }

  /** A refusal because of a parameter. */
  static UpbitRefusal bad(String name, String message) {
    return new UpbitRefusal(400, name, message);
  }

  String name() {
    return name;
  }

  /** The answer: quotation endpoints name errors by number. */
  Reply reply() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    if (name.chars().allMatch(Character::isDigit)) {
      error.put("name", Integer.parseInt(name));
    } else {
      error.put("name", name);
    }
    error.put("message", String.valueOf(getMessage()));
    return Reply.json(status, body);
  }
}
