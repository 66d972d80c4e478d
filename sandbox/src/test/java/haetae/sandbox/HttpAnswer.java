package haetae.sandbox;

import haetae.sandbox.net.Json;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** An answer over the wire. */
public record HttpAnswer(int status, String body, HttpResponse<String> response) {
  public static HttpAnswer of(HttpResponse<String> response) {
    return new HttpAnswer(response.statusCode(), response.body(), response);
  }

  public JsonNode json() {
    return Json.read(body);
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
