package haetae.ops.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is written to a bot and answers in its chat. Only members of a list are heard, and
 * only in the one chat; everybody else gets no answer and is counted. Asks again for ever: what
 * fails is told once, counted and visible. Threads: one of its own.
 *
 * <p>Source: Bot API, method {@code getUpdates}: long polling; an update is confirmed by asking
 * with an {@code offset} above its id; ids begin anywhere after a week without updates; 409 if
 * somebody else polls for the same bot.
 */
public final class TelegramInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.telegram");
  private static final long FIRST_PAUSE_MS = 1_000;
  private static final long LONGEST_PAUSE_MS = 60_000;
  private static final long LONGEST_WISH_MS = 900_000;
  private static final long FORGET_NS = TimeUnit.DAYS.toNanos(6);
  private static final long CLOSE_MS = 2_000;
  private static final long MS_PER_SECOND = 1_000;
  private static final int ANSWER_TRIES = 4;

  /**
   * Who is heard, and how often it asks.
   *
   * @param chatId the chat
   * @param users ids of those who are heard in it
   * @param poll longest time the server holds a question back
   * @param timeout on top of it, and of an answer
   */
  public record Settings(String chatId, Set<Long> users, Duration poll, Duration timeout) {
    /** Takes a copy of the set. */
    public Settings {
      users = Set.copyOf(users);
    }
  }

  /**
   * Something that was written by a member.
   *
   * @param atMs when, by Telegram's clock, ms since the epoch
   */
  public record Message(long userId, long atMs, String text) {}

  /**
   * What happened so far.
   *
   * @param heard messages of members
   * @param strangers messages of others, or from another chat
   * @param replayed messages that came again
   * @param failures questions and answers that failed
   * @param fault why the last question failed, without secrets; empty if it did not
   */
  public record Stats(long heard, long strangers, long replayed, long failures, String fault) {
    /** Of an inbox that is not there. */
    public static Stats none() {
      return new Stats(0, 0, 0, 0, "");
    }
  }

  private final Settings settings;
  private final HttpPost updates;
  private final TelegramChannel chat;
  private final Function<Message, String> reader;
  private final long firstPauseMs;
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong strangers = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("telegram-inbox").unstarted(this::run);
  private volatile String fault = "";
  private long next;
  private long lastNs = System.nanoTime();

  /**
   * An inbox that does not listen yet.
   *
   * @param reader gives the answer to a message, empty for none; on the inbox's thread, may wait
   */
  public TelegramInbox(TelegramBot bot, Settings settings, Function<Message, String> reader) {
    this(bot, settings, reader, FIRST_PAUSE_MS);
  }

  TelegramInbox(
      TelegramBot bot, Settings settings, Function<Message, String> reader, long firstPauseMs) {
    this.settings = settings;
    this.reader = reader;
    this.firstPauseMs = firstPauseMs;
    this.updates = bot.post("getUpdates", settings.poll().plus(settings.timeout()));
    this.chat = new TelegramChannel(bot, settings.chatId(), settings.timeout());
  }

  /** Begins to listen. */
  public void start() {
    thread.start();
  }

  private void run() {
    long pauseMs = firstPauseMs;
    try {
      while (true) {
        try {
          ask();
          recovered();
          pauseMs = firstPauseMs;
        } catch (IOException | RuntimeException e) {
          // The one place where this thread's failures end.
          failed(e);
          Thread.sleep(Failures.waitMs(e, pauseMs, LONGEST_WISH_MS));
          pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        }
      }
    } catch (InterruptedException e) {
      // Closed: the thread ends here.
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws IOException, InterruptedException {
    if (System.nanoTime() - lastNs > FORGET_NS) {
      next = 0;
    }
    String question =
        "{\"offset\":"
            + next
            + ",\"timeout\":"
            + settings.poll().toSeconds()
            + ",\"allowed_updates\":[\"message\"]}";
    Map<String, Object> answer = Json.read(updates.send(question));
    if (!(answer.get("result") instanceof List<?> list)) {
      throw new IOException("the answer holds no updates");
    }
    for (Object update : list) {
      if (update instanceof Map<?, ?> map && map.get("update_id") instanceof Long id) {
        take(id, map);
      }
    }
  }

  private void take(long id, Map<?, ?> update) throws InterruptedException {
    if (id < next) {
      replayed.incrementAndGet();
      return;
    }
    next = id + 1;
    lastNs = System.nanoTime();
    if (!(update.get("message") instanceof Map<?, ?> message)) {
      return;
    }
    long user = number(message, "from", "id");
    boolean person = !flag(message, "from", "is_bot");
    boolean here = Long.toString(number(message, "chat", "id")).equals(settings.chatId());
    if (!person || !here || !settings.users().contains(user)) {
      strangers.incrementAndGet();
      LOG.warn("[TELEGRAM] message of a stranger (user {}) not heard", user);
    } else if (message.get("text") instanceof String text
        && message.get("date") instanceof Long seconds
        && !message.containsKey("forward_origin")) {
      heard.incrementAndGet();
      answer(new Message(user, seconds * MS_PER_SECOND, text));
    }
  }

  private static long number(Map<?, ?> object, String part, String name) {
    return object.get(part) instanceof Map<?, ?> map && map.get(name) instanceof Long number
        ? number
        : 0;
  }

  private static boolean flag(Map<?, ?> object, String part, String name) {
    return object.get(part) instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get(name));
  }

  private void answer(Message message) throws InterruptedException {
    String text;
    try {
      text = reader.apply(message);
    } catch (RuntimeException e) {
      LOG.error("[TELEGRAM] a command failed", e);
      text = "failed: " + e.getClass().getSimpleName() + "; see the log";
    }
    if (!text.isEmpty()) {
      say(text);
    }
  }

  private void say(String text) throws InterruptedException {
    long pauseMs = firstPauseMs;
    for (int attempt = 1; ; attempt++) {
      try {
        chat.say(text);
        return;
      } catch (IOException | RuntimeException e) {
        failures.incrementAndGet();
        if (e instanceof AlertChannel.RefusedException || attempt == ANSWER_TRIES) {
          LOG.error("[TELEGRAM] an answer did not get through: {}", Failures.words(e));
          return;
        }
        Thread.sleep(Failures.waitMs(e, pauseMs, LONGEST_PAUSE_MS));
        pauseMs *= 2;
      }
    }
  }

  private void failed(Exception e) {
    failures.incrementAndGet();
    String words = Failures.words(e);
    if (!words.equals(fault)) {
      fault = words;
      LOG.warn("[TELEGRAM] commands are not heard, asking again: {}", words);
    }
  }

  private void recovered() {
    if (!fault.isEmpty()) {
      fault = "";
      LOG.info("[TELEGRAM] commands are heard again");
    }
  }

  /** What happened so far. */
  public Stats stats() {
    return new Stats(heard.get(), strangers.get(), replayed.get(), failures.get(), fault);
  }

  /** Ends; what is being answered may be cut off. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
