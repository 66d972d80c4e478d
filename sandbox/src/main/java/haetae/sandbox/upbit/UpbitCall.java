package haetae.sandbox.upbit;

import haetae.sandbox.auth.Params;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of one request, with Upbit's refusals for what is missing. */
record UpbitCall(Params params) {
  @Nullable String find(String name) {
    String value = params.find(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String get(String name, String otherwise) {
    String value = find(name);
    return value == null ? otherwise : value;
  }

  /** A parameter that must be there. */
  String need(String name) {
    String value = find(name);
    if (value == null) {
      throw UpbitRefusal.bad("validation_error", name + " is missing.");
    }
    return value;
  }

  /** A parameter out of a few words. */
  String word(String name, String otherwise, List<String> words) {
    String value = get(name, otherwise);
    if (!words.contains(value)) {
      throw UpbitRefusal.bad("validation_error", name + " does not have a valid value.");
    }
    return value;
  }

  /** A whole number; the default where it is missing or out of range. */
  int number(String name, int otherwise, int least, int most) {
    String value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      throw UpbitRefusal.bad("invalid_parameter", name + " must be a number.");
    }
    int number = Integer.parseInt(value);
    return number < least || number > most ? otherwise : number;
  }

  /** A list in one value, separated by commas; empty if it is missing. */
  List<String> list(String name) {
    String value = find(name);
    return value == null ? List.of() : List.of(value.split(",", -1));
  }
}
