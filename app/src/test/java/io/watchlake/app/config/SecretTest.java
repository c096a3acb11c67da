package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {

  @TempDir Path folder;

  @Test
  void itsTextIsNeverShown() {
    assertThat(Secret.ofText("hunter2").toString()).isEqualTo("********");
  }

  @Test
  void itComesFromWhereItIs() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "hunter2\n");
    assertThat(Secret.ofText("hunter2").reveal(Map.of())).isEqualTo("hunter2");
    assertThat(Secret.ofFile(file).reveal(Map.of())).isEqualTo("hunter2");
    assertThat(Secret.ofEnvironment("P").reveal(Map.of("P", "hunter2"))).isEqualTo("hunter2");
  }

  @Test
  void aVariableThatIsNotSetSaysSo() {
    assertThatThrownBy(() -> Secret.ofEnvironment("P").reveal(Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("P is not set");
  }

  @Test
  void aVariableOrAFileGivesItAndTextDoesNot() throws IOException {
    SecretKeys password = ChannelKeys.EMAIL_PASSWORD;
    assertThat(found(password, "password_env")).contains(Secret.ofEnvironment("P"));
    assertThat(found(password, "password_file")).contains(Secret.ofFile(folder.resolve("P")));
    assertThat(found(password, "password")).isEmpty();
    assertThat(password.find(Values.DEFAULTS, folder)).isEmpty();
  }

  private Optional<Secret> found(SecretKeys secret, String way) throws IOException {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(file, "monitoring: {alerting: {channels: {email: {" + way + ": P}}}}");
    return secret.find(Check.of(file).values(), folder);
  }
}
