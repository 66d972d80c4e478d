package haetae.ops.alert;

/**
 * How a channel is doing. Immutable.
 *
 * @param name of the channel
 * @param waiting alerts on their way, retries included
 * @param held alerts that wait for the end of the quiet hours
 * @param fault why the last delivery failed, without secrets; empty if it did not
 */
public record ChannelState(String name, long waiting, long held, String fault) {}
