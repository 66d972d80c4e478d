package haetae.venue.wire;

/** How an order request ended, once the venue's answer has been understood. */
public sealed interface Sending {
  /** The venue has it. */
  record Accepted(OrderState state) implements Sending {}

  /** The venue has refused it, with a code whose source says that it cannot have been accepted. */
  record Rejected(String code, String message) implements Sending {}

  /** It may or may not be there. */
  record OutcomeUnknown(String reason) implements Sending {}

  /** It was not sent: no budget, or no connection. */
  record NotSent(String code, String reason) implements Sending {}
}
