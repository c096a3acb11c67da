package io.watchlake.app.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The templates that are used where the user has none. */
public final class Defaults {

  /** A line that says what it is about. */
  public static final String TITLE =
      "{{ with .Digest }}[{{ if .Firing }}STORM:{{ .Firing }}] {{ .Notifications }} notifications"
          + "{{ range .Severities }}, {{ .Count }} {{ .Name }}{{ end }}"
          + "{{ else }}OVER] what digests told of{{ end }}"
          + "{{ else }}"
          + "[{{ .Status | toUpper }}{{ if eq .Status \"firing\" }}:{{ .Alerts.Firing | len }}{{ end }}]"
          + " {{ with .CommonLabels.alertname }}{{ . }}"
          + "{{ else }}{{ len .Alerts }} alerts{{ end }}"
          + "{{ with .CommonLabels.service }} on {{ . }}{{ end }}"
          + "{{ with .CommonAnnotations.summary }}: {{ . }}{{ end }}"
          + "{{ end }}";

  /** What Slack shows below it. */
  public static final String SLACK_TEXT =
      "{{ with .Digest }}{{ .Firing }} firing, {{ .Resolved }} over"
          + "{{ if .Rules }}\nrules:{{ range .Rules }} {{ .Name }} {{ .Count }};{{ end }}{{ end }}"
          + "{{ if .Services }}\nservices:"
          + "{{ range .Services }} {{ or .Name \"none\" }} {{ .Count }};{{ end }}{{ end }}"
          + "\n{{ end }}"
          + "{{ range .Alerts }}"
          + "{{ if eq .Status \"firing\" }}:red_circle:{{ else }}:white_check_mark:{{ end }}"
          + " *{{ .Labels.alertname }}*"
          + "{{ range .Labels.SortedPairs }}{{ if ne .Name \"alertname\" }}"
          + " {{ .Name }}=`{{ .Value }}`{{ end }}{{ end }}"
          + "{{ range .Annotations.SortedPairs }}\n>{{ .Value }}{{ end }}"
          + "\n{{ end }}"
          + "{{ if .TruncatedAlerts }}and {{ .TruncatedAlerts }} more{{ end }}";

  /** The name of the file for HTML mails. */
  public static final String HTML_FILE = "alert_template.html";

  /** The name of the file for the plain text of mails. */
  public static final String TEXT_FILE = "alert_template.txt";

  private Defaults() {}

  /**
   * The text of a template's file, or the built-in one of this name where there is no such file.
   *
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String name = String.valueOf(file.getFileName());
      if (name.equals(HTML_FILE) || name.equals(TEXT_FILE)) {
        return builtIn(name);
      }
      throw e;
    }
  }

  /** The built-in template of a kind: {@link #HTML_FILE} or {@link #TEXT_FILE}. */
  public static String builtIn(String name) {
    try (InputStream in = Defaults.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the application's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the application's jar", e);
    }
  }
}
