package io.watchlake.app.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Digest.Count;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What templates say of a notification with an alert that fires and one that is over. */
class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "plain text => plain text",
        "{{ .Status }} => firing",
        "{{.Receiver}}/{{ .NotificationReason }} => ops/first",
        "{{ .GroupLabels.alertname }} => Hot",
        "{{ .CommonLabels.service }}{{ .CommonLabels.missing }} => shop",
        "{{ .Status | toUpper }} => FIRING",
        "{{ .Alerts.Firing | len }} of {{ len .Alerts }} => 1 of 2",
        "{{ range .Alerts }}[{{ .Labels.instance }} {{ .Status }}]{{ end }} => [a firing][b resolved]",
        "{{ range $i, $a := .Alerts }}{{ $i }}={{ $a.Labels.instance }} {{ end }}. => 0=a 1=b .",
        "{{ range .Alerts.Resolved }}{{ .EndsAt }}{{ end }} => 2023-11-14T22:13:20Z",
        "{{ (index .Alerts 1).Labels.instance }} => b",
        "{{ index .CommonLabels \"service\" }} => shop",
        "{{ range .GroupLabels.SortedPairs }}{{ .Name }}={{ .Value }}{{ end }} => alertname=Hot",
        "{{ join \", \" .CommonLabels.SortedPairs.Values }} => Hot, shop, warning",
        "{{ if eq .Status \"firing\" }}up{{ else }}down{{ end }} => up",
        "{{ if eq .Status \"x\" }}1{{ else if gt (len .Alerts) 1 }}2{{ else }}3{{ end }} => 2",
        "{{ if and .ExternalURL .Alerts }}1{{ else }}2{{ end }} => 2",
        "{{ if or .ExternalURL .Alerts }}1{{ else }}2{{ end }} => 1",
        "{{ if not .TruncatedAlerts }}all{{ end }} => all",
        "{{ with .CommonAnnotations.summary }}<{{ . }}>{{ else }}none{{ end }} => <too hot>",
        "{{ with .CommonAnnotations.missing }}<{{ . }}>{{ else }}none{{ end }} => none",
        "{{ $n := \"a\" }}{{ range .Alerts }}{{ $n = .Labels.instance }}{{ end }}{{ $n }} => b",
        "{{ define \"x\" }}({{ .Labels.instance }}){{ end }}{{ range .Alerts }}{{ template \"x\" . }}{{ end }} => (a)(b)",
        "a {{- /* nothing */ -}} b => ab",
        "a {{- .Status -}} b => afiringb",
        "{{ printf \"%s %d%% %.1f %q\" .Status 5 2.25 \"x\" }} => firing 5% 2.3 \"x\"",
        "{{ title \"too hot\" }} => Too Hot",
        "{{ reReplaceAll \"o+\" \"0\" \"too hot\" }} => t0 h0t",
        "{{ if match \"^sh\" .CommonLabels.service }}yes{{ end }} => yes",
        "{{ $.Status }}{{ range .Alerts }}{{ $.Receiver }}{{ end }} => firingopsops",
        "{{ `a\"b` }} => a\"b",
      })
  void aTemplateIsFilledIn(String template, String filled) throws TemplateException {
    assertThat(fill(template, Escaping.NONE)).isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "{{ .Status => t:1:1: '{{' without '}}'",
        "x {{ .Status }} {{ => t:1:17: '{{' without '}}'",
        "{{ }} => t:1:4: a value is missing",
        "{{ if .Status }}a => t:1:7: 'if' without '{{ end }}'",
        "a{{ end }} => t:1:5: 'end' without a block to end",
        "{{ range .Alerts }}{{ else }} => t:1:4: 'range' without '{{ end }}'",
        "{{ nothing .Status }} => t:1:4: there is no function 'nothing'; there are and, eq,",
        "{{ toUpper }} => t:1:4: toUpper takes 1 argument, not 0",
        "{{ eq 1 }} => t:1:4: eq takes at least 2 arguments, not 1",
        "{{ $x }} => t:1:4: there is no variable $x",
        "{{ \"open }} => t:1:4: a text without its closing \"",
        "{{ .Status | .Receiver }} => t:1:14: a function belongs behind '|'",
        "{{ template \"x\" . }} => t:1:13: there is no template 'x' in this file",
        "{{ .Status ! }} => t:1:12: '!' does not belong here",
        "{{ .A.Remove \"x\" }} => t:1:14: a value takes no arguments",
      })
  void aFaultIsToldWithItsPlaceWhenATemplateIsRead(String template, String fault) {
    assertThatThrownBy(() -> Template.parse("t", template, Escaping.NONE))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "{{ .Alert }} => t:1:4: there is no .Alert here; there are Alerts, CommonAnnotations,",
        "{{ range .Alerts }}{{ .Lables }}{{ end }} => t:1:23: there is no .Lables here; there are Annotations,",
        "{{ .Status.x }} => t:1:4: 'firing' has no .x",
        "{{ range .Status }}{{ end }} => t:1:10: 'firing' is not a list",
        "{{ index .Alerts 7 }} => t:1:4: index: there is no item 7 in a list of 2",
        "{{ printf \"%d\" .Status }} => t:1:4: printf: 'firing' is not a number",
        "{{ match \"(\" .Status }} => t:1:4: match: Unclosed group near index 1",
        "{{ define \"x\" }}{{ template \"x\" . }}{{ end }}{{ template \"x\" . }} => t:1:29: templates that call each other without end",
      })
  void aFaultIsToldWithItsPlaceWhenATemplateIsFilledIn(String template, String fault) {
    assertThatThrownBy(() -> fill(template, Escaping.NONE))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(fault);
  }

  @Test
  void aPlaceIsALineAndAColumn() {
    assertThatThrownBy(() -> fill("a\nb\n  {{ .Nothing }}", Escaping.NONE))
        .hasMessageStartingWith("t:3:6: ");
  }

  @Test
  void valuesAreEscapedAndTheTemplateIsNot() throws TemplateException {
    String template = "<b>{{ .CommonAnnotations.odd }}</b>";
    assertThat(fill(template, Escaping.NONE)).isEqualTo("<b><i>&\"'</b>");
    assertThat(fill(template, Escaping.HTML)).isEqualTo("<b>&lt;i&gt;&amp;&#34;&#39;</b>");
    assertThat(fill(template, Escaping.SLACK)).isEqualTo("<b>&lt;i&gt;&amp;\"'</b>");
  }

  @Test
  void aTextDoesNotGrowWithoutEnd() {
    String loops = "{{ range .Alerts }}" + "x".repeat(600_000) + "{{ end }}";
    assertThatThrownBy(() -> fill(loops, Escaping.NONE)).hasMessageContaining("longer than");
  }

  @Test
  void theBuiltInTemplatesSayEverythingOnce() throws TemplateException {
    assertThat(fill(Defaults.TITLE, Escaping.NONE)).isEqualTo("[FIRING:1] Hot on shop: too hot");
    assertThat(fill(Defaults.SLACK_TEXT, Escaping.SLACK))
        .isEqualTo(
            ":red_circle: *Hot* instance=`a` service=`shop` severity=`warning`\n>&lt;i&gt;&amp;\"'"
                + "\n>too hot\n:white_check_mark: *Hot* instance=`b` service=`shop`"
                + " severity=`warning`\n>&lt;i&gt;&amp;\"'\n>too hot\n");
    assertThat(fill(Defaults.builtIn(Defaults.TEXT_FILE), Escaping.NONE))
        .contains("FIRING Hot\n", "RESOLVED Hot\n", "  summary: too hot\n", "Notification ");
    assertThat(fill(Defaults.builtIn(Defaults.HTML_FILE), Escaping.HTML))
        .contains("1 firing, 1 over", "&lt;i&gt;&amp;&#34;&#39;")
        .doesNotContain("<i>");
  }

  @Test
  void theBuiltInTemplatesSayWhatADigestCounts() throws TemplateException {
    Notification storm = storm(57);
    assertThat(fill(storm, Defaults.TITLE, Escaping.NONE))
        .isEqualTo("[STORM:57] 120 notifications, 2 critical, 55 warning");
    assertThat(fill(storm, Defaults.SLACK_TEXT, Escaping.SLACK))
        .startsWith("57 firing, 3 over\nrules: Hot 57;\nservices: shop 50; none 7;\n:red_circle:")
        .endsWith("and 58 more");
    assertThat(fill(storm, Defaults.builtIn(Defaults.TEXT_FILE), Escaping.NONE))
        .startsWith("57 firing, 3 over, in place of 120 notifications\n  2 critical\n")
        .contains("  7 of service (none)\n", "and 58 more\n");
    assertThat(fill(storm, Defaults.builtIn(Defaults.HTML_FILE), Escaping.HTML))
        .contains("57 firing, 3 over, in place of 120 notifications", "50 of service shop<br>");
    assertThat(fill(storm(0), Defaults.TITLE, Escaping.NONE))
        .isEqualTo("[OVER] what digests told of");
  }

  private static Notification storm(long firing) {
    Notification one = notification();
    return new Notification(
        one.timeline(),
        one.receiver(),
        true,
        NotificationReason.STORM,
        one.timeUnixNano(),
        "{digest}:{receiver=\"ops\"}",
        Map.of(),
        "",
        58,
        one.alerts(),
        List.of(),
        new Digest(
            120,
            firing,
            3,
            List.of(new Count("critical", 2), new Count("warning", 55)),
            List.of(new Count("Hot", 57)),
            List.of(new Count("shop", 50), new Count("", 7))));
  }

  private static String fill(String template, Escaping escaping) throws TemplateException {
    return fill(notification(), template, escaping);
  }

  private static String fill(Notification notification, String template, Escaping escaping)
      throws TemplateException {
    return Template.parse("t", template, escaping).fill(NotificationFields.of(notification));
  }

  private static Notification notification() {
    return new Notification(
        "live",
        "ops",
        true,
        NotificationReason.FIRST,
        1_700_000_000_000_000_000L,
        "{}:{alertname=\"Hot\"}",
        Map.of("alertname", "Hot"),
        "",
        0,
        List.of(alert("a", 0), alert("b", 1_700_000_000_000_000_000L)));
  }

  private static NotifiedAlert alert(String instance, long ends) {
    return new NotifiedAlert(
        Map.of("alertname", "Hot", "instance", instance, "service", "shop", "severity", "warning"),
        Map.of("summary", "too hot", "odd", "<i>&\"'"),
        1_699_999_000_000_000_000L,
        ends,
        "");
  }
}
