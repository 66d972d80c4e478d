package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.portfolio.Ledger;
import haetae.portfolio.Ledger.Origin;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.portfolio.Reconciliation;
import haetae.portfolio.Reconciliation.Finding;
import haetae.portfolio.Reconciliation.Report;
import haetae.portfolio.Reconciliation.Verdict;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes what venues report of balances and positions and compares it with the ledger. A break
 * blocks entries and names itself; it ends when a report agrees again, or when it is booked as an
 * external flow by an event or by the operator's resume. Threads: the engine's.
 */
final class VenueCheck {
  private final List<Instrument> instruments;
  private final Ledger ledger;
  private final Reconciliation reconciliation;
  private final Balances balances;
  private final Rates rates;
  private final Counters counters;
  private final Story story;

  VenueCheck(
      EngineConfig config,
      Ledger ledger,
      Balances balances,
      Rates rates,
      Counters counters,
      Story story) {
    this.instruments = config.instruments();
    this.ledger = ledger;
    this.reconciliation = new Reconciliation(ledger);
    this.balances = balances;
    this.rates = rates;
    this.counters = counters;
    this.story = story;
  }

  /** Names of what differs. */
  Set<String> breaks() {
    return reconciliation.breaks();
  }

  /** Every break, with the numbers of now. */
  List<Finding> broken() {
    return reconciliation.broken();
  }

  /** Something of ours happened at a venue. */
  void active(Venue venue, long nowNs) {
    reconciliation.active(venue, nowNs);
  }

  /** Takes a venue's balance; the first one of an asset opens its account. */
  void balance(Event.BalanceReported e, boolean quiet) {
    balances.report(e.venue(), e.asset(), e.freeE8());
    long total = Math.addExact(e.freeE8(), e.lockedE8());
    if (!reconciliation.known(e.venue(), Account.WALLET, e.asset())) {
      long unbooked = Math.subtractExact(total, ledger.walletE8(e.venue(), e.asset()));
      Origin origin = new Origin(e.venue(), e.asset().code(), 0, 0, e.timeNs());
      long rate = rates.krwE8(e.asset());
      ledger.postExternal(Kind.OPENING, e.asset(), unbooked, rate, origin);
    }
    Report report = new Report(e.venue(), Account.WALLET, e.asset(), total);
    tell(reconciliation.report(report, quiet, e.timeNs()));
  }

  /** Takes a venue's position in a perpetual; the ledger begins flat. */
  void position(Event.PositionReported e, Instrument instrument, boolean quiet) {
    Asset contract = Ledger.contract(instrument);
    Report report = new Report(instrument.venue(), Account.POSITION, contract, e.netE8());
    tell(reconciliation.report(report, quiet, e.timeNs()));
  }

  /** Books what did not come from our orders. */
  void external(Event.ExternalFlowReported e, boolean quiet) {
    Origin origin = new Origin(e.venue(), e.key(), 0, 0, e.timeNs());
    long rate = rates.krwE8(e.asset());
    if (!ledger.postExternal(Kind.EXTERNAL, e.asset(), e.amountE8(), rate, origin)) {
      return;
    }
    flow(e.venue() + " " + e.asset() + " " + Fixed.format(e.amountE8()) + " (" + e.key() + ")");
    for (Finding broken : reconciliation.broken()) {
      if (broken.venue() == e.venue() && broken.asset().equals(e.asset())) {
        tell(reconciliation.again(broken, quiet, e.timeNs()));
      }
    }
  }

  /** The operator resumes: what differs and is not in flight is taken over as the venue has it. */
  void adopt(Predicate<Venue> quiet, long nowNs) {
    for (Finding broken : reconciliation.broken()) {
      if (!quiet.test(broken.venue())) {
        continue;
      }
      String id = "resume/" + broken.asset() + "@" + nowNs;
      Origin origin = new Origin(broken.venue(), id, 0, 0, nowNs);
      if (broken.account() == Account.POSITION) {
        adoptContracts(broken, origin);
      } else {
        long rate = rates.krwE8(broken.asset());
        ledger.postExternal(Kind.EXTERNAL, broken.asset(), broken.gapE8(), rate, origin);
      }
      flow(broken.name() + " " + Fixed.format(broken.gapE8()) + " (taken over by the operator)");
      tell(reconciliation.again(broken, true, nowNs));
    }
  }

  private void adoptContracts(Finding broken, Origin origin) {
    for (Instrument instrument : instruments) {
      boolean same =
          instrument.kind() == InstrumentKind.PERPETUAL
              && Ledger.contract(instrument).equals(broken.asset());
      if (same) {
        long price = rates.midE8(instrument);
        ledger.adoptContracts(instrument, broken.gapE8(), price, rates.usdtE8(), origin);
      }
    }
  }

  /** Once a cycle: differences that were timing must have been explained by now. */
  void recheck(Predicate<Venue> quiet, long nowNs) {
    reconciliation.recheck(quiet, nowNs).forEach(this::tell);
  }

  private void tell(Finding finding) {
    if (finding.verdict() == Verdict.HEALED) {
      String text = "[LEDGER] " + finding.name() + " agrees with the venue again";
      story.info(Component.POSITION, 0, text);
    } else if (finding.verdict() == Verdict.BREAK) {
      counters.ledgerBreaks++;
      String text = "Ledger differs from venue: " + finding.text();
      story.alert(AlertKind.ERROR, Severity.ERROR, 0, text);
    }
  }

  private void flow(String what) {
    story.tell(Component.POSITION, Severity.WARNING, 0, "[LEDGER] External flow booked: " + what);
    story.alert(AlertKind.ERROR, Severity.WARNING, 0, "External flow booked: " + what);
  }

  void save(StateOut out) {
    reconciliation.save(out);
  }

  void load(StateIn in) {
    reconciliation.load(in);
  }
}
