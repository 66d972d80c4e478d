package haetae.sim.fault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can go wrong in a simulated day. Immutable. */
public enum FaultKind {
  /** Requests and answers of a venue take up to fifty times as long for a while. */
  LATENCY_SPIKE,
  /** Someone was quicker: an order finds only part of the visible depth. */
  PARTIAL_FILL,
  /** The venue says that the balance does not suffice. */
  REJECT_FUNDS,
  /** The venue refuses the price step. */
  REJECT_TICK,
  /** The venue says that the order is too small. */
  REJECT_NOTIONAL,
  /** The venue refuses all requests for seconds (429), or bans us for a minute (418). */
  RATE_LIMIT,
  /** The order is carried out, at once or seconds later, and its answers are lost. */
  TIMEOUT_EXECUTED,
  /** The order is lost on its way. */
  TIMEOUT_LOST,
  /** A report comes twice. */
  DUPLICATE_REPORT,
  /** Reports overtake each other. */
  REORDERED_REPORT,
  /** A report comes up to twenty seconds late. */
  DELAYED_REPORT,
  /** A report never comes; only a query shows what it said. */
  LOST_REPORT,
  /** The venue counts a fill only after it has reported the order's end. */
  LATE_FILL,
  /** Connection lost: reports are lost, requests may still arrive. */
  DISCONNECT,
  /** Every request of a venue fails for minutes. */
  MAINTENANCE,
  /** A connected stream goes silent. */
  SILENT_BOOK,
  /** Books are crossed, empty or one-sided. */
  BROKEN_BOOK,
  /** The spread blows out, or the price of a venue jumps. */
  PRICE_GAP,
  /** The clock of a venue steps away from ours. */
  CLOCK_STEP,
  /** The process stands still; everything that came meanwhile comes at once. */
  FREEZE,
  /** Funding is settled. */
  FUNDING,
  /** Fees are taken in BNB until there is none left. */
  FEE_ASSET,
  /** Balances are reported late, in another order, or not at all. */
  LATE_BALANCE,
  /** An immediate-or-cancel order stays open until it is cancelled. */
  RESTING_ORDER,
  /** A venue closes a coin's deposits, withdrawals or both. */
  WALLET_CLOSED,
  /** The operator pauses, reduces or halts, and resumes later. */
  OPERATOR,
  /** The process dies between two steps and is started again. */
  CRASH,
  /** A perpetual's margin is nearly used up for a while, and funding turns dear. */
  MARGIN_CALL;

  /** Name on the command line, for example {@code latency-spike}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a choice: {@code all}, {@code none}, or a list of labels; a label after {@code -} is left
   * out, and a list that only leaves out begins with all.
   *
   * @throws IllegalArgumentException naming the label that is not known
   */
  public static Set<FaultKind> parse(String text) {
    Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
    List<String> words = new ArrayList<>(List.of(text.split(",")));
    if (words.stream().allMatch(word -> word.strip().startsWith("-"))) {
      words.addFirst("all");
    }
    for (String word : words) {
      String label = word.strip();
      switch (label) {
        case "all" -> chosen.addAll(EnumSet.allOf(FaultKind.class));
        case "none" -> chosen.clear();
        default -> {
          if (label.startsWith("-")) {
            chosen.remove(of(label.substring(1)));
          } else {
            chosen.add(of(label));
          }
        }
      }
    }
    return chosen;
  }

  private static FaultKind of(String label) {
    for (FaultKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    String known =
        String.join(", ", EnumSet.allOf(FaultKind.class).stream().map(k -> k.label()).toList());
    throw new IllegalArgumentException(
        "no such fault: \"" + label + "\"; known are all, none, " + known);
  }
}
