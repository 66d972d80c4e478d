package haetae.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever was written is read again; whatever was not is refused. */
class StateBytesTest {
  @Test
  void shouldReadWhatWasWritten() {
    Seed.forAll(
        500,
        seed -> {
          List<Long> numbers = new ArrayList<>();
          StateOut out = new StateOut();
          for (int i = 0; i < 50; i++) {
            numbers.add(seed.anyLong() >> seed.between(0, 63));
            out.putLong(numbers.getLast());
          }
          StateIn in = StateIn.of(out.toBytes());
          for (long number : numbers) {
            assertThat(in.getLong()).isEqualTo(number);
          }
          assertThat(in.exhausted()).isTrue();
        });
  }

  @Test
  void shouldReadTheCornersOfEachKind() {
    StateOut out = new StateOut();
    String longText = "x".repeat(1_000);
    out.putLong(Long.MIN_VALUE).putLong(Long.MAX_VALUE).putLong(0).putLong(-1);
    out.putBool(true).putBool(false).putEnum(Venue.BINANCE);
    out.putText("").putText("T000012").putText("해태 ₩").putText(longText).putText(longText + "₩");

    StateIn in = StateIn.of(out.toBytes());

    assertThat(in.getLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.getLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(in.getLong()).isZero();
    assertThat(in.getLong()).isEqualTo(-1);
    assertThat(in.getBool()).isTrue();
    assertThat(in.getBool()).isFalse();
    assertThat(in.getEnum(Venue.values())).isEqualTo(Venue.BINANCE);
    assertThat(in.getText()).isEmpty();
    assertThat(in.getText()).isEqualTo("T000012");
    assertThat(in.getText()).isEqualTo("해태 ₩");
    assertThat(in.getText()).isEqualTo(longText);
    assertThat(in.getText()).isEqualTo(longText + "₩");
    assertThat(in.exhausted()).isTrue();
  }

  @Test
  void shouldRefuseEveryCutAndNeverHang() {
    byte[] bytes = new StateOut().putLong(123_456_789).putText("hello").putBool(true).toBytes();
    for (int cut = 0; cut < bytes.length; cut++) {
      StateIn in = new StateIn().wrap(bytes, 0, cut);
      assertThatThrownBy(
              () -> {
                in.getLong();
                in.getText();
                in.getBool();
              })
          .isInstanceOf(StateException.class);
    }
  }

  @Test
  void shouldFailOnlyInItsOwnWayOnRandomBytes() {
    Seed.forAll(
        2_000,
        seed -> {
          byte[] bytes = new byte[(int) seed.between(0, 40)];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) seed.between(-128, 127);
          }
          StateIn in = StateIn.of(bytes);
          try {
            while (!in.exhausted()) {
              if (seed.oneIn(2)) {
                in.getText();
              } else {
                in.getEnum(Venue.values());
              }
            }
          } catch (StateException e) {
            assertThat(e).hasMessageContaining("byte");
          }
        });
  }

  @Test
  void shouldHashEveryByte() {
    assertThat(new StateOut().putLong(1).hash()).isNotEqualTo(new StateOut().putLong(2).hash());
    assertThat(new StateOut().putLong(1).clear().putLong(2).hash())
        .isEqualTo(new StateOut().putLong(2).hash());
  }
}
