package haetae.app.dashboard;

import static haetae.app.dashboard.TestDesk.field;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The desk's server over real sockets: what it answers, and what it refuses. */
@Timeout(120)
final class DashboardTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/desk.js",
        "/chart.js",
        "/words.js",
        "/desk.css",
        "/icon.svg",
        "/metrics",
        "/health",
        "/health/live",
        "/api/session",
        "/api/status",
        "/api/trades",
        "/api/alerts",
        "/api/audit",
        "/api/log?after=0",
        "/api/money",
        "/api/history?pair=BTC"
      })
  void shouldAnswerEachPageWithItsGuards(String path) throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      HttpResponse<String> answer = desk.get(path);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isNotEmpty();
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void shouldSayWhyItIsNotReady() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      HttpResponse<String> answer = desk.get("/health/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"ready\":false", "UPBIT DOWN", "BINANCE DOWN");
    }
  }

  @Test
  void shouldCarryOutAHaltAndWriteItDown() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      String csrf = field(desk.get("/api/session"), "csrf");
      HttpResponse<String> answer =
          desk.send(desk.post("/api/halt", "{\"reason\":\"looks\\nodd\"}", csrf));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(desk.controls.asked()).hasSize(1);
      assertThat(desk.controls.asked().getFirst()).contains("halt by local operator at 127.0.0.1");
      assertThat(Files.readAllLines(temp.resolve("audit.log"))).hasSize(1);
      assertThat(Files.readString(temp.resolve("audit.log")))
          .contains("\"action\":\"halt\"", "looks odd", "done");
      assertThat(desk.get("/api/audit").body()).contains("looks odd");
      assertThat(desk.metric("haetae_operator_actions_total{action=\"halt\",result=\"done\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void shouldResumeInTwoStepsOnly() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      String csrf = field(desk.get("/api/session"), "csrf");
      String bare = "{\"reason\":\"all is well\",\"ticket\":\"made up\"}";
      assertThat(desk.send(desk.post("/api/resume", bare, csrf)).statusCode()).isEqualTo(409);
      assertThat(desk.controls.asked()).isEmpty();

      String ticket = field(desk.send(desk.post("/api/resume/prepare", "{}", csrf)), "ticket");
      String body = "{\"reason\":\"all is well\",\"ticket\":\"" + ticket + "\"}";
      assertThat(desk.send(desk.post("/api/resume", body, csrf)).statusCode()).isEqualTo(200);
      assertThat(desk.send(desk.post("/api/resume", body, csrf)).statusCode()).isEqualTo(409);
      assertThat(desk.controls.asked()).hasSize(1);
      assertThat(desk.controls.asked().getFirst()).startsWith("resume by");
    }
  }

  @Test
  void shouldFlattenOnlyWithTheWord() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      String csrf = field(desk.get("/api/session"), "csrf");
      String without = "{\"reason\":\"leaving\",\"confirm\":\"yes\"}";
      assertThat(desk.send(desk.post("/api/flatten", without, csrf)).statusCode()).isEqualTo(409);
      assertThat(desk.controls.asked()).isEmpty();

      String with = "{\"reason\":\"leaving\",\"confirm\":\"FLATTEN\"}";
      assertThat(desk.send(desk.post("/api/flatten", with, csrf)).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"reason\":\"x y\"} | application/json | wrong-token | | 403 | csrf",
        "{\"reason\":\"x y\"} | application/json | good | http://evil.example | 403 | origin",
        "{\"reason\":\"x y\"} | application/json | good | null | 403 | origin",
        "{\"reason\":\"x y\"} | text/plain | good | | 415 | type",
        "{\"reason\":\"x y\" | application/json | good | | 400 | syntax",
        "[] | application/json | good | | 400 | syntax",
        "{\"reason\":{\"a\":1}} | application/json | good | | 400 | syntax",
        "{\"reason\":\"a\",\"reason\":\"b\"} | application/json | good | | 400 | syntax",
        "TOO LONG | application/json | good | | 413 | size",
      })
  void shouldRefuseForgedAndMalformedActionsAndCountThem(
      String body, String type, String csrf, String origin, int status, String reason)
      throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      String token = csrf.equals("good") ? field(desk.get("/api/session"), "csrf") : csrf;
      String sent = body.equals("TOO LONG") ? "{\"reason\":\"" + "x".repeat(5_000) + "\"}" : body;
      HttpRequest.Builder request =
          desk.to("/api/halt")
              .header("Content-Type", type)
              .header(Gate.CSRF, token)
              .POST(HttpRequest.BodyPublishers.ofString(sent));
      if (origin != null) {
        request.header("Origin", origin);
      }

      assertThat(desk.send(request).statusCode()).isEqualTo(status);
      assertThat(desk.controls.asked()).isEmpty();
      assertThat(desk.metric("haetae_http_refused_total{reason=\"" + reason + "\"}")).isEqualTo(1);
    }
  }

  @Test
  void shouldRefuseAnotherHostsName() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      assertThat(raw(desk, "GET /api/status HTTP/1.1\r\nHost: evil.example:80\r\n\r\n"))
          .startsWith("HTTP/1.1 421");
      assertThat(raw(desk, "GET /health HTTP/1.1\r\nHost: desk.example\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
      assertThat(desk.metric("haetae_http_refused_total{reason=\"host\"}")).isEqualTo(1);
    }
  }

  private static String raw(TestDesk desk, String request) throws IOException {
    URI uri = URI.create(desk.address());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          request
              .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldRefuseUnknownPagesAndMethods() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      assertThat(desk.get("/../etc/passwd").statusCode()).isEqualTo(404);
      assertThat(desk.get("/api/halt").statusCode()).isEqualTo(405);
      HttpRequest.Builder put =
          desk.to("/api/status").method("PUT", HttpRequest.BodyPublishers.ofString("x"));
      assertThat(desk.send(put).statusCode()).isEqualTo(405);
      assertThat(desk.get("/api/log?after=x").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldDemandALoginWhenThereAreTokens() throws Exception {
    try (TestDesk desk = TestDesk.guarded(temp)) {
      for (String path : new String[] {"/api/status", "/metrics", "/api/log", "/api/audit"}) {
        assertThat(desk.get(path).statusCode()).as(path).isEqualTo(401);
      }
      assertThat(desk.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(desk.get("/health/ready").body()).isEqualTo("{\"ready\":false}");
      assertThat(desk.send(desk.post("/api/halt", "{}", "x")).statusCode()).isEqualTo(401);
      assertThat(desk.controls.asked()).isEmpty();
      assertThat(desk.metric("haetae_http_refused_total{reason=\"login\"}", TestDesk.VIEWER))
          .isEqualTo(5);
    }
  }

  @Test
  void shouldLetAViewerLookAndAnOperatorAct() throws Exception {
    try (TestDesk desk = TestDesk.guarded(temp)) {
      String viewer = login(desk, TestDesk.VIEWER);
      String operator = login(desk, TestDesk.OPERATOR);
      assertThat(viewer).contains("HttpOnly", "SameSite=Strict");

      assertThat(as(desk, viewer, "/api/status").statusCode()).isEqualTo(200);
      assertThat(halt(desk, viewer).statusCode()).isEqualTo(403);
      assertThat(desk.controls.asked()).isEmpty();
      assertThat(Files.readString(temp.resolve("audit-refused.log")))
          .containsPattern("\"who\":\"viewer[^}]*\"/api/halt\"[^}]*look only");
      assertThat(as(desk, operator, "/api/audit").body()).contains("look only");
      assertThat(halt(desk, operator).statusCode()).isEqualTo(200);
      assertThat(desk.controls.asked()).hasSize(1);

      String csrf = field(as(desk, operator, "/api/session"), "csrf");
      desk.send(desk.post("/api/logout", "{}", csrf).header("Cookie", pair(operator)));
      assertThat(as(desk, operator, "/api/status").statusCode()).isEqualTo(401);
    }
  }

  private static String login(TestDesk desk, String token) throws Exception {
    HttpResponse<String> answer =
        desk.send(desk.post("/api/login", "{\"token\":\"" + token + "\"}", ""));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static String pair(String cookie) {
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static HttpResponse<String> as(TestDesk desk, String cookie, String path)
      throws Exception {
    return desk.send(desk.to(path).header("Cookie", pair(cookie)));
  }

  private static HttpResponse<String> halt(TestDesk desk, String cookie) throws Exception {
    String csrf = field(as(desk, cookie, "/api/session"), "csrf");
    return desk.send(desk.post("/api/halt", "{}", csrf).header("Cookie", pair(cookie)));
  }

  @Test
  void shouldLimitTriesToLogIn() throws Exception {
    try (TestDesk desk = TestDesk.guarded(temp)) {
      String wrong = "{\"token\":\"not the token, whatever\"}";
      for (int i = 0; i < 5; i++) {
        assertThat(desk.send(desk.post("/api/login", wrong, "")).statusCode()).isEqualTo(401);
      }
      String right = "{\"token\":\"" + TestDesk.OPERATOR + "\"}";
      assertThat(desk.send(desk.post("/api/login", right, "")).statusCode()).isEqualTo(429);
      assertThat(temp.resolve("audit.log")).as("no room is taken in it").doesNotExist();
      assertThat(Files.readString(temp.resolve("audit-refused.log")))
          .contains("wrong token")
          .doesNotContain("not the token");
    }
  }

  @Test
  void shouldStayOnThisMachineWithoutAToken() {
    try (TestDesk desk = TestDesk.of(temp, "", "0.0.0.0")) {
      assertThat(desk.address()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void shouldStayClosedWithATokenThatIsTooShort() {
    try (TestDesk desk = TestDesk.of(temp, "short", "127.0.0.1")) {
      assertThat(desk.address()).isEmpty();
      assertThat(desk.fault()).contains("HAETAE_OPERATOR_TOKEN", "16").doesNotContain("short ");
    }
  }

  @Test
  void shouldLetGoOfAVisitorWhoDoesNotFinish() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      URI uri = URI.create(desk.address());
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(60_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void shouldStreamTheStateToEachPage() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      URI uri = URI.create(desk.address());
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        socket
            .getOutputStream()
            .write(
                "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        StringBuilder seen = new StringBuilder();
        byte[] buffer = new byte[8_192];
        ServiceRun.await(
            "two frames",
            () -> {
              try {
                int n = socket.getInputStream().read(buffer);
                seen.append(new String(buffer, 0, Math.max(0, n), StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return seen.toString().split("event: status", -1).length > 2;
            });
        assertThat(seen.toString()).contains("text/event-stream", "\"mode\":\"mock\"");
        assertThat(desk.metric("haetae_page_streams")).isEqualTo(1);
      }
    }
  }
}
