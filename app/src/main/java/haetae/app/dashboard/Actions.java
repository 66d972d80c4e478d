package haetae.app.dashboard;

import haetae.app.dashboard.Controls.Outcome;
import haetae.app.json.JsonText;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The operator's buttons. Each use is in the audit trail before it is answered. A halt is carried
 * out even if the trail cannot be written; a resume is not. Threads: any.
 */
final class Actions {
  private static final long TICKET_NS = 60_000_000_000L;
  private static final int MOST_TICKETS = 32;
  private static final int SHORTEST_REASON = 3;
  private static final int FAILED = 503;
  private static final int DONE = 200;

  /** The first step of a resume. */
  private record Ticket(String session, long untilNs) {}

  private final Controls controls;
  private final AuditTrail audit;
  private final DeskCounters counters;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();

  Actions(Controls controls, AuditTrail audit, DeskCounters counters) {
    this.controls = controls;
    this.audit = audit;
    this.counters = counters;
  }

  Reply halt(Call call) {
    String reason = call.field("reason").isEmpty() ? "halted on the page" : call.field("reason");
    return told(call, "halt", reason, controls.halt(who(call), reason));
  }

  Reply flatten(Call call) throws Refused.Stop {
    String reason = reason(call, "flatten");
    if (!call.field("confirm").equals("FLATTEN")) {
      throw refuse(call, "flatten", Refused.TICKET, "confirm with the word FLATTEN");
    }
    return told(call, "flatten", reason, controls.flatten(who(call), reason));
  }

  /** First step of a resume: gives a ticket that the second step needs within a minute. */
  Reply prepare(Call call) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (tickets) {
      tickets.put(ticket, new Ticket(call.visitor().session(), System.nanoTime() + TICKET_NS));
      if (tickets.size() > MOST_TICKETS) {
        tickets.remove(tickets.keySet().iterator().next());
      }
    }
    return Reply.json(DONE, new JsonText().open().text("ticket", ticket).close());
  }

  /**
   * Second step. Balances that differ from the venues' without an explanation need the word
   * BALANCES, too.
   */
  Reply resume(Call call) throws Refused.Stop {
    String reason = reason(call, "resume");
    Ticket ticket;
    synchronized (tickets) {
      ticket = tickets.remove(call.field("ticket"));
    }
    boolean valid =
        ticket != null
            && ticket.session().equals(call.visitor().session())
            && System.nanoTime() - ticket.untilNs() < 0;
    if (!valid) {
      throw refuse(call, "resume", Refused.TICKET, "take the first step again");
    }
    if (!audit.add(call.visitor(), call.from(), "resume", reason, "asked")) {
      counters.acted("resume", "failed");
      return answer(new Outcome(false, "not resumed: the audit trail cannot be written"));
    }
    boolean balances = call.field("balances").equals("BALANCES");
    return told(call, "resume", reason, controls.resume(who(call), reason, balances));
  }

  private String reason(Call call, String action) throws Refused.Stop {
    String reason = call.field("reason");
    if (reason.length() < SHORTEST_REASON) {
      throw refuse(call, action, Refused.SYNTAX, "a reason is needed");
    }
    return reason;
  }

  private Refused.Stop refuse(Call call, String action, Refused why, String text) {
    audit.add(call.visitor(), call.from(), action, text, "refused");
    counters.acted(action, "refused");
    return why.because(text);
  }

  private static String who(Call call) {
    return call.visitor().name() + " at " + call.from();
  }

  private Reply told(Call call, String action, String reason, Outcome outcome) {
    String result = outcome.done() ? "done" : "failed";
    counters.acted(action, result);
    audit.add(call.visitor(), call.from(), action, reason, result + ": " + outcome.text());
    return answer(outcome);
  }

  private static Reply answer(Outcome outcome) {
    JsonText json = new JsonText().open().flag("done", outcome.done());
    return Reply.json(outcome.done() ? DONE : FAILED, json.text("text", outcome.text()).close());
  }
}
