package haetae.venue.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads JSON in place from a byte buffer, token by token, without allocating.
 *
 * <p>Strict where a mistake could change a figure: numbers by the letter of RFC 8259, decimals
 * exactly or not at all, no bytes outside ASCII, nesting up to {@value #MAX_DEPTH}. Errors: {@link
 * DecodeException} only, whatever the bytes. Threads: one owner.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;
  private static final int FAST_DIGITS = 18;
  private static final byte[] EMPTY = {};

  private final DecimalReader decimals = new DecimalReader();
  private byte[] buffer = EMPTY;
  private int at;
  private int end;
  private int tokenFrom;
  private int tokenTo;

  /** Begins with the bytes of a range. */
  public JsonReader over(byte[] bytes, int from, int to) {
    buffer = bytes;
    at = from;
    end = to;
    return this;
  }

  /** Place of the next byte. */
  public int position() {
    return at;
  }

  /** Goes to a place. */
  public void position(int place) {
    at = place;
  }

  /** Takes the literal if it comes next, exactly, without white space. */
  public boolean take(Literal literal) {
    if (literal.at(buffer, at, end)) {
      at += literal.length();
      return true;
    }
    return false;
  }

  /** Takes the byte if it comes next, after white space. */
  public boolean next(char c) {
    skipSpace();
    if (at < end && buffer[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes the byte, which must come next. */
  public void expect(char c) throws DecodeException {
    if (!next(c)) {
      throw failed("'" + c + "' expected");
    }
  }

  /** True if the byte comes next; takes nothing but white space. */
  public boolean peek(char c) {
    skipSpace();
    return at < end && buffer[at] == c;
  }

  /** Takes {@code null} if it comes next. */
  public boolean nextNull() {
    skipSpace();
    if (end - at >= 4 && buffer[at] == 'n') {
      boolean whole = buffer[at + 1] == 'u' && buffer[at + 2] == 'l' && buffer[at + 3] == 'l';
      at += whole ? 4 : 0;
      return whole;
    }
    return false;
  }

  /** Nothing but white space may follow. */
  public void expectEnd() throws DecodeException {
    skipSpace();
    if (at != end) {
      throw failed("end of message expected");
    }
  }

  /**
   * Begins the next member of an object whose brace is taken; its name is the token.
   *
   * @param first true for the first member
   * @return false if the object has ended
   */
  public boolean member(boolean first) throws DecodeException {
    if (next('}')) {
      return false;
    }
    if (!first) {
      expect(',');
    }
    string();
    expect(':');
    return true;
  }

  /**
   * Begins the next element of an array whose bracket is taken.
   *
   * @param first true for the first element
   * @return false if the array has ended
   */
  public boolean element(boolean first) throws DecodeException {
    if (next(']')) {
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  /** Takes a string; its bytes between the quotes, escapes untouched, are the token. */
  public void string() throws DecodeException {
    expect('"');
    tokenFrom = at;
    while (at < end) {
      byte b = buffer[at];
      if (b == '"') {
        tokenTo = at++;
        return;
      }
      if (b < ' ') {
        throw failed("plain ASCII expected in a string");
      }
      if (b == '\\') {
        escape();
      } else {
        at++;
      }
    }
    throw failed("end of a string expected");
  }

  private void escape() throws DecodeException {
    byte kind = at + 1 < end ? buffer[at + 1] : 0;
    if (kind == 'u') {
      for (int i = at + 2; i < at + 6; i++) {
        if (i >= end || Character.digit(buffer[i], 16) < 0) {
          throw failed("four hexadecimal digits expected");
        }
      }
      at += 6;
    } else if ("\"\\/bfnrt".indexOf(kind) >= 0) {
      at += 2;
    } else {
      throw failed("an escape expected");
    }
  }

  /** True if the token is the text. */
  public boolean is(Literal text) {
    return text.is(buffer, tokenFrom, tokenTo);
  }

  /** First byte of the token. */
  public int tokenFrom() {
    return tokenFrom;
  }

  /** Byte after the token. */
  public int tokenTo() {
    return tokenTo;
  }

  /** Buffer of the token. */
  public byte[] buffer() {
    return buffer;
  }

  /** The token as text; allocates. */
  public String text() {
    return new String(buffer, tokenFrom, tokenTo - tokenFrom, StandardCharsets.US_ASCII);
  }

  /** Takes a whole number that fits. */
  public long integer() throws DecodeException {
    skipSpace();
    int start = at;
    boolean negative = at < end && buffer[at] == '-';
    at += negative ? 1 : 0;
    int first = at;
    long value = 0;
    while (at < end && digit(buffer[at]) && at - first <= FAST_DIGITS) {
      value = value * 10 + (buffer[at++] - '0');
    }
    int digits = at - first;
    if (digits == 0 || digits > FAST_DIGITS || (digits > 1 && buffer[first] == '0')) {
      at = start;
      throw failed("whole number of at most 18 digits expected");
    }
    if (at < end && (buffer[at] == '.' || (buffer[at] | 0x20) == 'e')) {
      throw failed("whole number expected");
    }
    return negative ? -value : value;
  }

  /** Takes a true or false. */
  public boolean bool() throws DecodeException {
    skipSpace();
    boolean value = at < end && buffer[at] == 't';
    word(value ? "true" : "false");
    return value;
  }

  /**
   * Takes a decimal, bare or in quotes, plain or with an exponent, as E8.
   *
   * @throws DecodeException also if it has more than 8 decimals that are not zero, or does not fit
   */
  public long decimalE8() throws DecodeException {
    skipSpace();
    boolean quoted = at < end && buffer[at] == '"';
    at += quoted ? 1 : 0;
    boolean negative = at < end && buffer[at] == '-';
    at += negative ? 1 : 0;
    long value = decimals.read(buffer, at, end);
    at = decimals.end();
    if (quoted) {
      if (at >= end || buffer[at] != '"') {
        throw failed("quote expected after a number");
      }
      at++;
    }
    return negative ? -value : value;
  }

  /** Passes over a value of any kind. */
  public void skipValue() throws DecodeException {
    skip(0);
  }

  private void skip(int depth) throws DecodeException {
    skipSpace();
    if (depth > MAX_DEPTH) {
      throw failed("less nesting expected");
    }
    switch (at < end ? buffer[at] : 0) {
      case '"' -> string();
      case '{' -> {
        at++;
        for (boolean first = true; member(first); first = false) {
          skip(depth + 1);
        }
      }
      case '[' -> {
        at++;
        for (boolean first = true; element(first); first = false) {
          skip(depth + 1);
        }
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> skipNumber();
    }
  }

  /** Passes over a number of any length. */
  public void skipNumber() throws DecodeException {
    skipSpace();
    at += at < end && buffer[at] == '-' ? 1 : 0;
    int first = at;
    int whole = skipDigits();
    if (whole == 0 || (whole > 1 && buffer[first] == '0')) {
      throw failed("value expected");
    }
    if (at < end && buffer[at] == '.') {
      at++;
      if (skipDigits() == 0) {
        throw failed("digit expected after the point");
      }
    }
    if (at < end && (buffer[at] | 0x20) == 'e') {
      at++;
      at += at < end && (buffer[at] == '-' || buffer[at] == '+') ? 1 : 0;
      if (skipDigits() == 0) {
        throw failed("exponent expected");
      }
    }
  }

  private int skipDigits() {
    int from = at;
    while (at < end && digit(buffer[at])) {
      at++;
    }
    return at - from;
  }

  private void word(String word) throws DecodeException {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= end || buffer[at + i] != word.charAt(i)) {
        throw failed("value expected");
      }
    }
    at += word.length();
  }

  private void skipSpace() {
    while (at < end && buffer[at] <= ' ' && space(buffer[at])) {
      at++;
    }
  }

  private static boolean space(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private DecodeException failed(String expected) {
    return new DecodeException(expected, at);
  }
}
