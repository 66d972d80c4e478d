package haetae.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import haetae.app.Main;
import haetae.app.ServiceRun;
import haetae.app.ServiceRun.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over a service of its own process. Skipped without Chromium. */
@Timeout(300)
final class BrowserTest {
  private static final String TRADING = "document.querySelectorAll('#strip dd')[2].textContent";

  @TempDir private Path temp;

  @Test
  void shouldFollowHaltResumeAndSurviveARestart() throws Exception {
    assumeThat(Chromium.installed()).as("no Chromium on this machine").isTrue();
    int port = freePort();
    Running first = start(port, "");
    try (Chromium page = new Chromium(temp, "http://127.0.0.1:" + port + "/")) {
      page.await("document.querySelectorAll('#strip dd').length > 8");
      page.await("document.querySelectorAll('#pairs tbody tr').length == 2");
      page.await("document.querySelectorAll('#log p').length > 3");
      assertThat(page.value(TRADING)).isEqualTo("normal");

      page.value("document.getElementById('halt').click()");
      page.value("document.getElementById('ask-yes').click()");
      page.await(TRADING + " == 'HALTED'");
      page.await("document.getElementById('audit').textContent.includes('halt')");

      page.value("document.getElementById('resume').click()");
      page.value("document.getElementById('ask-reason').value = 'seen to'");
      page.value("document.getElementById('ask-yes').click()");
      page.await("document.getElementById('ask-title').textContent.includes('2 of 2')");
      assertThat(page.value(TRADING)).isEqualTo("HALTED");
      page.value("document.getElementById('ask-yes').click()");
      page.await(TRADING + " == 'normal'");

      first.signal("TERM");
      assertThat(first.end().code()).isEqualTo(143);
      page.await("document.body.classList.contains('stale')");

      Running second =
          start(port, "watchdog: {max_loop_latency_ms: 0, loop_latency_warn_threshold_ms: 0}");
      page.await("/ERROR|CRITICAL/.test(document.querySelectorAll('#strip dd')[3].textContent)");
      page.await("document.getElementById('obstacles').textContent.includes('watchdog')");
      second.process().destroy();
      second.end();
    } finally {
      first.process().destroyForcibly();
    }
  }

  private Running start(int port, String more) throws Exception {
    ServiceRun run = new ServiceRun(temp).with("metrics_server: {port: " + port + "}").with(more);
    return run.start(Main.class, Map.of(), "run", "--mode", "mock", "--interval", "1");
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
