package haetae.venue.wire;

/** How an order request ended, once the venue's answer has been understood. */
public sealed interface Sending {
  /** Code of a refusal: it is proved that the request has not arrived and never will. */
  String NEVER_ARRIVED = "NEVER_ARRIVED";

  /** The venue has it. */
  record Accepted(OrderState state) implements Sending {}

  /** The venue has refused it, with a code whose source says that it cannot have been accepted. */
  record Rejected(String code, String message) implements Sending {}

  /** It may or may not be there. */
  record OutcomeUnknown(String reason) implements Sending {}

  /**
   * It was not sent, or refused unread: no budget, no connection, too many requests.
   *
   * @param retryNs time for which no other order would be taken either
   */
  record NotSent(String code, String reason, long retryNs) implements Sending {
    /** What to wait where nobody has told. */
    public static final long RETRY_NS = 1_000_000_000L;

    /** Takes the longer of what is known and {@link #RETRY_NS}. */
    public NotSent {
      retryNs = Math.max(RETRY_NS, retryNs);
    }
  }
}
