package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.MarginReported;
import haetae.market.Fixed;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Instruments;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Margin ratios from the venue's own answer. */
class BinanceMarginsTest {
  private static MarginReported read(String wallet, String profit, String maintenance, long cross)
      throws DecodeException {
    String answer =
        "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"-0.5\","
            + "\"entryPrice\":\"77000\",\"markPrice\":\"90000.00000000\",\"unRealizedProfit\":\""
            + profit
            + "\",\"liquidationPrice\":\"102589.641434\",\"isolatedMargin\":\"0\","
            + "\"marginAsset\":\"USDT\",\"isolatedWallet\":\""
            + wallet
            + "\",\"maintMargin\":\""
            + maintenance
            + "\",\"adl\":2,\"updateTime\":1720736417660}]";
    return BinanceMargins.read(Fields.read(answer), cross, List.of(Instruments.PERP_BTC), 5)
        .getFirst();
  }

  /** Case S24: 180 of 6,500. */
  @Test
  void shouldDivideByTheIsolatedWalletAndItsProfit() throws DecodeException {
    MarginReported margin = read("13000", "-6500.00000000", "180.00000000", 0);

    assertThat(margin.ratioPpm()).isEqualTo(27_693);
    assertThat(margin.liquidationE8()).isEqualTo(10_258_964_143_400L);
    assertThat(margin.instrumentId()).isEqualTo(Instruments.PERP_BTC.id());
    assertThat(margin.timeNs()).isEqualTo(5);
  }

  @Test
  void shouldDivideByTheBalanceOfTheAccountInCrossMargin() throws DecodeException {
    assertThat(read("0", "-6500", "180", 360 * Fixed.ONE).ratioPpm()).isEqualTo(500_000);
  }

  @Test
  void shouldTakeABalanceThatIsUsedUpForTheWorst() throws DecodeException {
    assertThat(read("6500", "-6500", "180", 0).ratioPpm()).isEqualTo(Fixed.MILLION);
    assertThat(read("0", "0", "180", 0).ratioPpm()).isEqualTo(Fixed.MILLION);
  }

  @Test
  void shouldTakeASymbolThatIsNotListedForFlat() throws DecodeException {
    MarginReported margin =
        BinanceMargins.read(Fields.read("[]"), 0, List.of(Instruments.PERP_BTC), 5).getFirst();

    assertThat(margin.ratioPpm()).isZero();
    assertThat(margin.liquidationE8()).isZero();
  }
}
