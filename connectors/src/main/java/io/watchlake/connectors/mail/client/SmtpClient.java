package io.watchlake.connectors.mail.client;

import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.Trust;
import io.watchlake.connectors.mail.codec.Mail;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Hands e-mails to a server, a connection each. With TLS asked for, nothing is said to a server
 * that has none: neither a password nor an alert.
 */
public final class SmtpClient {

  private static final int PERMANENT = 5;

  private final Server server;
  private final Session session;

  /** How a server is spoken to. */
  public enum Security {
    /** In the clear at first, then TLS by STARTTLS; without it, not at all. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** In the clear, without a password. */
    NONE
  }

  /**
   * A mail server.
   *
   * @param user whom it knows us as; null where it does not ask
   * @param timeout how long each step may take
   * @param trust whose certificates are believed
   */
  public record Server(
      String host,
      int port,
      Security security,
      @Nullable String user,
      Duration timeout,
      SSLContext trust) {

    public Server {
      if (security == Security.NONE && user != null) {
        throw new IllegalArgumentException("a password is not sent in the clear");
      }
    }
  }

  /** Speaks to a server. Connects when there is something to send. */
  public SmtpClient(Server server) {
    this.server = server;
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(Server server) {
    Properties mail = new Properties();
    String millis = Long.toString(server.timeout().toMillis());
    mail.setProperty("mail.smtp.connectiontimeout", millis);
    mail.setProperty("mail.smtp.timeout", millis);
    mail.setProperty("mail.smtp.writetimeout", millis);
    mail.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
    mail.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    // An address that is refused must not keep the others from hearing of it.
    mail.setProperty("mail.smtp.sendpartial", "true");
    mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    mail.put("mail.smtp.ssl.socketFactory", server.trust().getSocketFactory());
    switch (server.security()) {
      case STARTTLS -> {
        mail.setProperty("mail.smtp.starttls.enable", "true");
        mail.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> mail.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> mail.setProperty("mail.smtp.starttls.enable", "false");
    }
    return mail;
  }

  /**
   * Sends a mail; returns when the server has taken it for somebody.
   *
   * @param password the user's; null where the server knows no user
   * @return the recipients that it was not taken for, and why
   * @throws ChannelException where it was taken for nobody
   */
  public List<String> send(Mail mail, @Nullable String password) throws ChannelException {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(server.host(), server.port(), server.user(), password);
      MimeMessage message = mail.toMime(session);
      transport.sendMessage(message, message.getAllRecipients());
      return List.of();
    } catch (SendFailedException e) {
      Address[] taken = e.getValidSentAddresses();
      if (taken != null && taken.length > 0) {
        return refusals(e);
      }
      throw refused(e);
    } catch (MessagingException e) {
      throw failed(e);
    }
  }

  private List<String> refusals(SendFailedException failure) {
    List<String> refusals =
        causes(failure).stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(SMTPAddressFailedException.class::cast)
            .map(e -> e.getAddress() + ": " + said(e))
            .toList();
    return refusals.isEmpty()
        ? List.of(place() + " refused " + Arrays.toString(failure.getInvalidAddresses()))
        : refusals;
  }

  private ChannelException refused(SendFailedException failure) {
    List<SMTPAddressFailedException> addresses =
        causes(failure).stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(SMTPAddressFailedException.class::cast)
            .toList();
    if (!addresses.isEmpty()) {
      String text = place() + " takes no mail for any recipient: " + refusals(failure);
      boolean forGood = addresses.stream().allMatch(e -> e.getReturnCode() / 100 == PERMANENT);
      return forGood
          ? ChannelException.never(text, failure)
          : ChannelException.later(text, failure);
    }
    int code =
        failure instanceof SMTPSendFailedException sent
            ? sent.getReturnCode()
            : failure instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : 0;
    String text = place() + " did not take the mail: " + said(failure);
    return code / 100 == PERMANENT
        ? ChannelException.never(text, failure)
        : ChannelException.later(text, failure);
  }

  private ChannelException failed(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      String said = said(failure);
      String text = place() + " does not take user and password: " + said;
      return said.startsWith("4")
          ? ChannelException.later(text, failure)
          : ChannelException.never(text, failure);
    }
    Optional<String> complaint = Trust.complaint(failure, server.host());
    if (complaint.isPresent()) {
      return ChannelException.later(complaint.get(), failure);
    }
    if (String.valueOf(failure.getMessage()).startsWith("STARTTLS is required")) {
      return ChannelException.never(
          place() + " offers no STARTTLS, and nothing is sent in the clear", failure);
    }
    if (failure instanceof MailConnectException) {
      return ChannelException.later(place() + " takes no connections", failure);
    }
    if (causes(failure).stream().anyMatch(SocketTimeoutException.class::isInstance)) {
      return ChannelException.later(
          place() + " did not answer within " + server.timeout().toMillis() + " ms", failure);
    }
    return ChannelException.later(place() + " failed: " + said(failure), failure);
  }

  private String place() {
    return server.host() + ':' + server.port();
  }

  private static String said(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A failure with what it goes back to and, as Jakarta Mail chains them, what else failed. */
  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable at = open.pop();
      if (all.contains(at)) {
        continue;
      }
      all.add(at);
      if (at.getCause() != null) {
        open.push(at.getCause());
      }
      if (at instanceof MessagingException chained && chained.getNextException() != null) {
        open.push(chained.getNextException());
      }
    }
    return all;
  }
}
