package haetae.venue.wire;

/**
 * State of one stream, for the health report and the page.
 *
 * @param stream what it brings, {@code upbit book KRW-BTC} for example
 * @param connected true while its connection stands
 * @param synced true if its last message may be used
 * @param lastMessageNs when the last message came, ns since the epoch, 0 if none has
 * @param messages messages so far
 * @param gaps times that messages were missed or the book had to be built again
 * @param undecodable messages that could not be read
 * @param reconnects times that its connection was lost
 */
public record FeedStatus(
    String stream,
    boolean connected,
    boolean synced,
    long lastMessageNs,
    long messages,
    long gaps,
    long undecodable,
    long reconnects) {
  /** Age of the last message in ms; {@link Long#MAX_VALUE} if there was none. */
  public long ageMs(long nowNs) {
    return lastMessageNs == 0 ? Long.MAX_VALUE : Math.max(0, nowNs - lastMessageNs) / 1_000_000;
  }
}
