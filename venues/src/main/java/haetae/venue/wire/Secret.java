package haetae.venue.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret in memory that never becomes text: it can sign, and it prints as stars. Its bytes are
 * wiped by {@link #close}.
 *
 * <p>Threads: any.
 */
public final class Secret implements AutoCloseable {
  private static final int MOST_BYTES = 3;

  private final byte[] bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Mac> macs = new HashMap<>();
  private volatile boolean wiped;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the characters in UTF-8; the caller wipes its own. */
  public static Secret of(char[] characters) {
    if (characters.length == 0) {
      throw new IllegalArgumentException("secret must not be empty");
    }
    ByteBuffer encoded = ByteBuffer.allocate(characters.length * MOST_BYTES);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return new Secret(bytes);
  }

  /**
   * The message authentication code of a text.
   *
   * @param algorithm for example {@code HmacSHA512}
   */
  public byte[] hmac(String algorithm, byte[] message) {
    lock.lock();
    try {
      return keyed(algorithm).doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + algorithm, e);
    } finally {
      lock.unlock();
    }
  }

  /** Putting the key in takes longer than the code of a short text: it is done once. */
  private Mac keyed(String algorithm) throws GeneralSecurityException {
    byte[] key = open();
    Mac mac = macs.get(algorithm);
    if (mac == null) {
      mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      macs.put(algorithm, mac);
    }
    return mac;
  }

  /** Reads a private key out of the bytes; the function must not keep or change the array. */
  public PrivateKey privateKey(Function<byte[], PrivateKey> read) {
    return read.apply(open());
  }

  private byte[] open() {
    if (wiped) {
      throw new IllegalStateException("secret has been wiped");
    }
    return bytes;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      wiped = true;
      macs.clear();
      Arrays.fill(bytes, (byte) 0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "****";
  }
}
