package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
  void aFileGivesItInOneOfThreeWays() throws IOException {
    SecretKeys password =
        SeedKeys.secrets().stream()
            .filter(keys -> keys.text().path().endsWith("email.password"))
            .findFirst()
            .orElseThrow();
    for (String way : new String[] {"password", "password_env", "password_file"}) {
      Path file = folder.resolve("monitoring.yaml");
      Files.writeString(file, "monitoring: {alerting: {channels: {email: {" + way + ": P}}}}");
      assertThat(password.find(Check.of(file).values())).as(way).isPresent();
    }
    assertThat(password.find(Values.DEFAULTS)).isEmpty();
  }
}
