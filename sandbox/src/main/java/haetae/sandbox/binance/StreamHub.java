package haetae.sandbox.binance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Who wants which stream of a product. */
final class StreamHub {
  private final Map<String, Set<BinanceStream>> wanted = new TreeMap<>();

  void add(String name, BinanceStream stream) {
    wanted.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(stream);
  }

  void remove(String name, BinanceStream stream) {
    Set<BinanceStream> streams = wanted.get(name);
    if (streams != null && streams.remove(stream) && streams.isEmpty()) {
      wanted.remove(name);
    }
  }

  /** True if somebody wants a stream. */
  boolean wanted(String name) {
    return wanted.containsKey(name);
  }

  /** Sends to all who want a stream; nothing is built if nobody does. */
  void publish(String name, Supplier<JsonNode> payload) {
    Set<BinanceStream> streams = wanted.get(name);
    if (streams != null) {
      JsonNode message = payload.get();
      List.copyOf(streams).forEach(stream -> stream.deliver(name, message));
    }
  }
}
