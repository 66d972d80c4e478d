package haetae.app.dashboard;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the desk itself has done. Threads: any. */
final class DeskCounters {
  /** An action and what became of it. */
  record Action(String name, String result) implements Comparable<Action> {
    @Override
    public int compareTo(Action other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : result.compareTo(other.result);
    }
  }

  private final Map<Refused, LongAdder> refused = new EnumMap<>(Refused.class);
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Map<Action, LongAdder> actions = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();
  private final LongAdder cut = new LongAdder();

  DeskCounters() {
    for (Refused why : Refused.values()) {
      refused.put(why, new LongAdder());
    }
  }

  void refused(Refused why) {
    java.util.Objects.requireNonNull(refused.get(why)).increment();
  }

  /** Refusals of a kind so far. */
  long refusals(Refused why) {
    return java.util.Objects.requireNonNull(refused.get(why)).sum();
  }

  void answered(int status) {
    answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  void acted(String action, String result) {
    actions.computeIfAbsent(new Action(action, result), _ -> new LongAdder()).increment();
  }

  /** Counts a stream; false if there are too many, then it is not counted. */
  boolean streamOpens(int most) {
    if (streams.incrementAndGet() > most) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }

  void streamEnds() {
    streams.decrementAndGet();
  }

  int streams() {
    return streams.get();
  }

  /** A stream whose reader did not read was cut. */
  void streamCut() {
    cut.increment();
  }

  void write(PrometheusText text) {
    text.counter("haetae_http_answers_total", "Answers of the desk, by HTTP status.");
    new TreeMap<>(answers).forEach((s, n) -> text.sample(n.sum(), "status", s.toString()));
    text.counter("haetae_http_refused_total", "Requests refused, by reason.");
    refused.forEach(
        (why, n) -> text.sample(n.sum(), "reason", why.name().toLowerCase(Locale.ROOT)));
    text.gauge("haetae_page_streams", "Pages that follow the stream.").sample(streams.get());
    text.counter("haetae_page_streams_cut_total", "Streams cut because nobody read them.")
        .sample(cut.sum());
    text.counter("haetae_operator_actions_total", "Actions asked for on the page, by result.");
    new TreeMap<>(actions)
        .forEach((a, n) -> text.sample(n.sum(), "action", a.name(), "result", a.result()));
  }
}
