package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class VenueAccountsTest {
  private final Instrument perpetual = TestConfigs.instruments().get(1);

  @Test
  void shouldPayExactlyTheCashFlowOnceAPerpetualIsFlat() {
    Seed.forAll(
        100,
        seed -> {
          VenueAccounts accounts = new VenueAccounts(3);
          BigDecimal cash = BigDecimal.ZERO;
          long net = 0;
          for (int i = 0; i < 40; i++) {
            Side side = seed.oneIn(2) ? Side.BUY : Side.SELL;
            long quantity = seed.between(1, 500) * Fixed.ONE / 1_000;
            if (i == 39) {
              side = net > 0 ? Side.SELL : Side.BUY;
              quantity = Math.abs(net);
            }
            long price = seed.between(70_000, 80_000) * Fixed.ONE;
            accounts.fill(perpetual, side, price, quantity, 0, Asset.USDT);
            net += side.sign() * quantity;
            BigDecimal signed = BigDecimal.valueOf(side.sign() * quantity, 8);
            cash = cash.subtract(signed.multiply(BigDecimal.valueOf(price, 8)));
          }

          assertThat(accounts.netE8(perpetual)).isZero();
          assertThat(accounts.costE8(Asset.USDT)).isZero();
          BigDecimal wallet = BigDecimal.valueOf(accounts.walletE8(Asset.USDT), 8);
          assertThat(wallet.subtract(cash).abs()).isLessThan(BigDecimal.valueOf(100, 8));
        });
  }

  @Test
  void shouldMakeLongsPayAPositiveRate() {
    VenueAccounts accounts = new VenueAccounts(3);
    accounts.fill(perpetual, Side.SELL, 77_000 * Fixed.ONE, Fixed.ONE / 2, 0, Asset.USDT);

    accounts.funding(perpetual, 10_000, 77_100 * Fixed.ONE);

    assertThat(accounts.walletE8(Asset.USDT)).isEqualTo(385_500_000);
  }
}
