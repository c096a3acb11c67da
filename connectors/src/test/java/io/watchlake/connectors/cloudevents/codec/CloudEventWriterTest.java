package io.watchlake.connectors.cloudevents.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again, and what is no JSON is told by its place. */
class CloudEventWriterTest {

  private static byte[] write(byte[] data) {
    return CloudEventWriter.write("/webhooks/github", "7-\"é", "com.github.push", data);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anObjectStandsInTheEventByteForByte() throws Exception {
    String body = "{\"n\":1.10,\n \"text\":\"\\u00e9é\",\"n\":2e400}";

    byte[] message = write(utf8(body));

    assertThat(new String(message, StandardCharsets.UTF_8)).contains("\"data\":" + body + "}");
    CloudEvent event = CloudEventReader.read(message);
    assertThat(event.source()).isEqualTo("/webhooks/github");
    assertThat(event.id()).isEqualTo("7-\"é");
    assertThat(event.type()).isEqualTo("com.github.push");
    assertThat(event.data().get("text").requiredText()).isEqualTo("éé");
    assertThat(write(utf8(body))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":', '$.data_base64: is not JSON, from column 6 on'",
    "'{}{}', '$.data_base64: is not JSON, from column 3 on'",
    "'payload=%7B%7D', '$.data_base64: is not JSON, from column 8 on'"
  })
  void whatIsNoJsonIsKeptAndToldByItsPlace(String body, String problem) {
    byte[] message = write(utf8(body));
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> CloudEventReader.read(message))
        .withMessageStartingWith(problem.substring(0, problem.indexOf("column")));
  }

  @Test
  void whatIsNoUtf8OrNoObjectIsReadAsItWasSent() throws Exception {
    byte[] utf16 = "{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16BE);
    assertThat(CloudEventReader.read(write(utf16)).data().get("a").requiredText()).isEqualTo("b");
    assertThat(CloudEventReader.read(write(utf8("[1]"))).data().isObject()).isFalse();
    byte[] marked = utf8("\uFEFF{\"a\":\"b\"}");
    assertThat(CloudEventReader.read(write(marked)).data().get("a").requiredText()).isEqualTo("b");
  }
}
