package haetae.sandbox;

import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The port by which a test or an operator makes things go wrong. */
final class AdminEndpoint implements Endpoint {
  private final Map<String, Faults> venues;

  AdminEndpoint(Map<String, Faults> venues) {
    this.venues = Map.copyOf(venues);
  }

  @Override
  public Reply http(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "POST /admin/fault" -> plan(request.body());
      case "GET /admin/faults" -> list();
      case "DELETE /admin/faults" -> {
        venues.values().forEach(Faults::clear);
        yield list();
      }
      default ->
          problem(
              404,
              List.of("POST /admin/fault, GET /admin/faults or DELETE /admin/faults is expected"));
    };
  }

  private Reply plan(String body) {
    try {
      FaultSpec fault = ScenarioReader.fault(body);
      venues.values().forEach(faults -> faults.plan(fault));
      return list();
    } catch (ScenarioException e) {
      return problem(400, e.problems());
    }
  }

  private static Reply problem(int status, List<String> problems) {
    ObjectNode json = Json.object();
    problems.forEach(json.putArray("problems")::add);
    return Reply.json(status, json);
  }

  private Reply list() {
    ObjectNode json = Json.object();
    venues.forEach(
        (venue, faults) -> {
          var array = json.putArray(venue);
          faults.present().forEach(spec -> array.add(spec.fault().word()));
        });
    return Reply.json(200, json);
  }

  @Override
  public Upgrade webSocket(Request handshake) {
    return new Refused(problem(404, List.of("there are no streams on this port")));
  }
}
