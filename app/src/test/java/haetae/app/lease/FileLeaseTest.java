package haetae.app.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.lease.Lease.State;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {
  @TempDir private Path folder;

  @Test
  void shouldSayWhoHasItAndCountOn() throws Exception {
    FileLease first = FileLease.take(folder, "live");
    assertThat(first.token()).isEqualTo(1);
    assertThat(first.state()).isEqualTo(State.HELD);

    for (int tries = 0; tries < 2; tries++) {
      assertThatThrownBy(() -> FileLease.take(folder, "live"))
          .isInstanceOf(LeaseRefused.class)
          .hasMessageContaining("mode live on " + folder)
          .hasMessageContaining("by process " + ProcessHandle.current().pid() + " on ")
          .hasMessageContaining(", token 1: stop it");
    }
    FileLease other = FileLease.take(folder, "paper");
    first.close();

    FileLease second = FileLease.take(folder, "live");
    assertThat(second.token()).isEqualTo(2);
    second.close();
    other.close();
  }

  @Test
  void shouldDoubtItselfWhenItsFileIsReplaced() throws Exception {
    try (FileLease lease = FileLease.take(folder, "live")) {
      Files.delete(folder.resolve("live.lock"));
      assertThat(lease.state()).isEqualTo(State.LAPSED);
      // Kept open under the new name, so that it cannot get the inode of the old one.
      Files.writeString(folder.resolve("other"), "x");
      Files.move(folder.resolve("other"), folder.resolve("live.lock"));
      assertThat(lease.state()).isEqualTo(State.LAPSED);
      assertThat(lease.words()).contains("deleted or replaced");
    }
  }

  @Test
  void shouldNeverGuessALostToken() throws Exception {
    Files.writeString(folder.resolve("live.lease"), "holder: somebody\n");

    assertThatThrownBy(() -> FileLease.take(folder, "live"))
        .hasMessageContaining("live.lease does not tell the last fencing token; write");
    Files.writeString(folder.resolve("live.lease"), "token: 41\n");

    try (FileLease lease = FileLease.take(folder, "live")) {
      assertThat(lease.token()).isEqualTo(42);
    }
  }
}
