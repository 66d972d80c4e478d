package haetae.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.portfolio.Ledger.Origin;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.portfolio.Reconciliation.Finding;
import haetae.portfolio.Reconciliation.Report;
import haetae.portfolio.Reconciliation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ledger against venue: what is timing, what is a break, and how small a difference may be. */
class ReconciliationTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Ledger ledger = new Ledger(entries::add);
  private final Reconciliation reconciliation = new Reconciliation(ledger);
  private int booked;

  private void book(long amountE8) {
    Origin origin = new Origin(Venue.BINANCE, "x" + ++booked, 0, 0, 0);
    ledger.postExternal(Kind.EXTERNAL, Asset.USDT, amountE8, Fixed.ONE, origin);
  }

  private Finding report(long venueE8, boolean quiet, long second) {
    return reconciliation.report(
        new Report(Venue.BINANCE, Account.WALLET, Asset.USDT, venueE8), quiet, second * SECOND);
  }

  @Test
  void shouldBreakAtOnceWhenNothingOfOursWasInFlight() {
    book(100);
    assertThat(report(100, true, 1).verdict()).isEqualTo(Verdict.AGREES);

    Finding finding = report(90, true, 100);

    assertThat(finding.verdict()).isEqualTo(Verdict.BREAK);
    assertThat(finding.text())
        .isEqualTo("BINANCE USDT ledger=0.000001 venue=0.0000009 gap=-0.0000001");
    assertThat(reconciliation.breaks()).containsExactly("BINANCE USDT");
    assertThat(report(90, true, 101).verdict()).isEqualTo(Verdict.STILL_BROKEN);
    assertThat(report(100, true, 102).verdict()).isEqualTo(Verdict.HEALED);
    assertThat(reconciliation.breaks()).isEmpty();
  }

  @Test
  void shouldWaitForReportsThatCrossEachOther() {
    book(100);
    report(100, true, 1);

    assertThat(report(150, false, 10).verdict()).isEqualTo(Verdict.TIMING);
    book(50);
    assertThat(reconciliation.recheck(v -> true, 11 * SECOND))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.AGREES);
    assertThat(reconciliation.breaks()).isEmpty();
  }

  @Test
  void shouldBreakWhenNothingExplainsADifferenceInTime() {
    book(100);
    report(100, true, 1);
    report(150, false, 10);

    assertThat(reconciliation.recheck(v -> false, 40 * SECOND)).isEmpty();
    assertThat(reconciliation.recheck(v -> true, 44 * SECOND)).isEmpty();
    assertThat(reconciliation.recheck(v -> true, 45 * SECOND))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.BREAK);
  }

  @Test
  void shouldBreakAfterAMinuteWhateverIsInFlight() {
    book(100);
    report(100, true, 1);
    report(150, false, 10);

    assertThat(reconciliation.recheck(v -> false, 69 * SECOND)).isEmpty();
    assertThat(reconciliation.recheck(v -> false, 70 * SECOND)).hasSize(1);
  }

  @Test
  void shouldNotBreakOnAnOldReportOnceTheLedgerHasMovedOn() {
    book(100);
    report(100, true, 1);
    report(150, false, 10);
    book(1_000);

    assertThat(reconciliation.recheck(v -> true, 60 * SECOND)).isEmpty();
    assertThat(reconciliation.breaks()).isEmpty();
  }

  @Test
  void shouldAllowRoundingOfEachPostingOnceAndBookIt() {
    report(0, true, 0);
    for (int i = 0; i < 3; i++) {
      book(100);
    }

    assertThat(report(306, true, 10).verdict()).isEqualTo(Verdict.AGREES);
    assertThat(ledger.walletE8(Venue.BINANCE, Asset.USDT)).isEqualTo(306);
    assertThat(ledger.balanceE8(Venue.BINANCE, Account.ROUNDING, Asset.USDT)).isEqualTo(-6);
    assertThat(report(307, true, 20).verdict()).isEqualTo(Verdict.BREAK);
    assertThat(ledger.unbalanced()).isEmpty();
  }

  @Test
  void shouldNotAllowMoreThanTwoUnitsForEachPosting() {
    report(0, true, 0);
    book(100);

    assertThat(report(103, true, 10).verdict()).isEqualTo(Verdict.BREAK);
    assertThat(report(102, true, 20).verdict()).isEqualTo(Verdict.HEALED);
  }

  @Test
  void shouldNeverAllowMoreThanTheMost() {
    report(0, true, 0);
    for (int i = 0; i < 60; i++) {
      Origin origin = new Origin(Venue.BINANCE, "b" + i, 0, 0, 0);
      ledger.postExternal(Kind.EXTERNAL, Asset.BNB, 1_000, 0, origin);
    }

    assertThat(
            reconciliation
                .report(
                    new Report(Venue.BINANCE, Account.WALLET, Asset.BNB, 60_101), true, 10 * SECOND)
                .verdict())
        .isEqualTo(Verdict.BREAK);
  }

  @Test
  void shouldCompareContractsExactly() {
    Finding finding =
        reconciliation.report(
            new Report(Venue.BINANCE, Account.POSITION, new Asset("BTCUSDT"), 1), true, SECOND);

    assertThat(finding.verdict()).isEqualTo(Verdict.BREAK);
    assertThat(finding.name()).isEqualTo("BINANCE BTCUSDT position");
  }
}
