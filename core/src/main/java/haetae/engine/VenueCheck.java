package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.portfolio.Adoptions;
import haetae.portfolio.Adoptions.Adoption;
import haetae.portfolio.Adoptions.Movement;
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
  private final Adoptions adoptions = new Adoptions();
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

  /** True if something differs at a venue. */
  boolean broken(Venue venue) {
    for (String name : breaks()) {
      if (name.startsWith(venue + " ")) {
        return true;
      }
    }
    return false;
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
      boolean contracts = broken.account() == Account.POSITION;
      take(contracts ? contracts(broken, nowNs) : wallet(broken, nowNs), origin);
      flow(broken.name() + " " + Fixed.format(broken.gapE8()) + " (taken over by the operator)");
      tell(reconciliation.again(broken, true, nowNs));
    }
  }

  private Adoption wallet(Finding broken, long nowNs) {
    long rate = rates.krwE8(broken.asset());
    return new Adoption(
        broken.venue(), broken.account(), broken.asset(), broken.gapE8(), 0, rate, nowNs);
  }

  private Adoption contracts(Finding broken, long nowNs) {
    long price = rates.midE8(perpetual(broken.asset()));
    return new Adoption(
        broken.venue(),
        broken.account(),
        broken.asset(),
        broken.gapE8(),
        price,
        rates.usdtE8(),
        nowNs);
  }

  private void take(Adoption adoption, Origin origin) {
    adoptions.add(adoption);
    post(adoption, adoption.leftE8(), origin);
  }

  private void post(Adoption adoption, long amountE8, Origin origin) {
    if (adoption.account() == Account.POSITION) {
      Instrument instrument = perpetual(adoption.asset());
      ledger.adoptContracts(instrument, amountE8, adoption.priceE8(), adoption.rateE8(), origin);
    } else {
      ledger.postExternal(Kind.EXTERNAL, adoption.asset(), amountE8, adoption.rateE8(), origin);
    }
  }

  private Instrument perpetual(Asset contract) {
    for (Instrument instrument : instruments) {
      if (instrument.kind() == InstrumentKind.PERPETUAL
          && Ledger.contract(instrument).equals(contract)) {
        return instrument;
      }
    }
    throw new IllegalStateException("no perpetual is called " + contract);
  }

  /**
   * A fill is about to be booked: what it moves may have been taken over before it was heard of, as
   * something from outside. So much of that is taken back, or it would count twice.
   */
  void explained(Movement movement, Origin fill) {
    for (Adoption part : adoptions.explain(movement)) {
      String id = "explained/" + fill.venueId() + "/" + part.asset() + "@" + part.timeNs();
      post(part, -part.leftE8(), new Origin(part.venue(), id, 0, 0, fill.timeNs()));
      String what = part.venue() + " " + part.asset() + " " + Fixed.format(part.leftE8());
      story.tell(
          Component.POSITION,
          Severity.WARNING,
          0,
          "[LEDGER] "
              + what
              + " was no external flow: late fill "
              + fill.venueId()
              + " explains it");
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
    adoptions.save(out);
  }

  void load(StateIn in) {
    reconciliation.load(in);
    adoptions.load(in);
  }
}
