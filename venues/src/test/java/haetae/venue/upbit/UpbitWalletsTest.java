package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.WalletStatusChanged;
import haetae.market.Asset;
import haetae.market.Venue;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Instruments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wallet states from the venue's own answer. */
class UpbitWalletsTest {
  private static final Asset BTC = new Asset("BTC");

  private static String row(String currency, String state, String network) {
    return "{\"currency\":\""
        + currency
        + "\",\"wallet_state\":\""
        + state
        + "\",\"block_state\":\"normal\",\"block_height\":903942,"
        + "\"block_updated_at\":\"2025-07-04T08:02:05.526+00:00\",\"block_elapsed_minutes\":6,"
        + "\"net_type\":\""
        + network
        + "\",\"network_name\":\"Bitcoin\"}";
  }

  private static WalletStatusChanged read(String... rows) throws DecodeException {
    Fields answer = Fields.read("[" + String.join(",", rows) + "]");
    return UpbitWallets.read(answer, List.of(Instruments.UPBIT_BTC), 5).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "working, true, true",
    "withdraw_only, false, true",
    "deposit_only, true, false",
    "paused, false, false",
    "unsupported, false, false",
    "something new, false, false"
  })
  void shouldReadEachState(String state, boolean deposits, boolean withdrawals)
      throws DecodeException {
    assertThat(read(row("ETH", "working", "ETH"), row("BTC", state, "BTC")))
        .isEqualTo(new WalletStatusChanged(5, Venue.UPBIT, BTC, deposits, withdrawals));
  }

  @Test
  void shouldCallACoinOpenWhileOneOfItsNetworksIs() throws DecodeException {
    WalletStatusChanged wallet =
        read(row("BTC", "paused", "BTC"), row("BTC", "deposit_only", "LN"));

    assertThat(wallet.depositOpen()).isTrue();
    assertThat(wallet.withdrawOpen()).isFalse();
  }

  @Test
  void shouldCallACoinClosedThatIsNotListed() throws DecodeException {
    assertThat(read(row("ETH", "working", "ETH")).depositOpen()).isFalse();
  }
}
