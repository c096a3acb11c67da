package io.watchlake.connectors.mail.codec;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * An e-mail with the same said twice: as plain text and as HTML.
 *
 * @param id names it, the same for every repeat: what stands before the {@code @} of its Message-ID
 * @param thread names the conversation it belongs to, likewise
 * @param from who sends it
 * @param to who gets it
 * @param subject a line; line breaks in it become spaces
 * @param text the plain text
 * @param html the HTML; empty for none
 * @param at when it was written
 * @param headers further ones, by name
 */
public record Mail(
    String id,
    String thread,
    String from,
    List<String> to,
    String subject,
    String text,
    String html,
    Instant at,
    Map<String, String> headers) {

  private static final String HOST = "@watchlake";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  public Mail {
    to = List.copyOf(to);
    headers = Map.copyOf(headers);
  }

  /**
   * Whether a text is an address.
   *
   * @throws IllegalArgumentException which says why not
   */
  public static void checkAddress(String address) {
    try {
      new InternetAddress(address, true).validate();
    } catch (AddressException e) {
      throw new IllegalArgumentException("'" + address + "' is not an e-mail address", e);
    }
  }

  /**
   * The message.
   *
   * @param session of the server that is to take it
   * @throws MessagingException where an address is none
   */
  public MimeMessage toMime(Session session) throws MessagingException {
    MimeMessage message = new Named(session, '<' + id + HOST + '>');
    message.setFrom(new InternetAddress(from, true));
    for (String recipient : to) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
    }
    message.setSubject(subject.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), UTF_8);
    message.setSentDate(Date.from(at));
    message.setHeader("References", '<' + thread + HOST + '>');
    message.setHeader("In-Reply-To", '<' + thread + HOST + '>');
    // Absence notes in answer to alerts help nobody.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    if (html.isEmpty()) {
      message.setText(text, UTF_8);
    } else {
      MimeMultipart both = new MimeMultipart("alternative");
      both.addBodyPart(part(text, "plain"));
      both.addBodyPart(part(html, "html"));
      message.setContent(both);
    }
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }

  /** A message that keeps the id it was given. */
  private static final class Named extends MimeMessage {

    private final String name;

    Named(Session session, String name) {
      super(session);
      this.name = name;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", name);
    }
  }
}
