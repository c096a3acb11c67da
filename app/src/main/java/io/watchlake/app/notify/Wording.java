package io.watchlake.app.notify;

import io.watchlake.app.template.Defaults;
import io.watchlake.app.template.Escaping;
import io.watchlake.app.template.NotificationFields;
import io.watchlake.app.template.Template;
import io.watchlake.app.template.TemplateException;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a notification into words. A template that cannot be used costs its own wording and never
 * the notification: the built-in one is used instead, and the fault is told.
 */
final class Wording {

  private final Notification notification;
  private final List<String> faults = new ArrayList<>();

  Wording(Notification notification) {
    this.notification = notification;
  }

  /** What was wrong with templates so far. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * The words of a template.
   *
   * @param key the last part of the key that it is the value of
   * @param builtIn what is used where it cannot be
   */
  String fill(String key, String template, String builtIn, Escaping escaping) {
    try {
      return fill(key, template, escaping);
    } catch (TemplateException e) {
      faults.add(e.getMessage());
      return builtIn(builtIn, escaping);
    }
  }

  /**
   * The words of a file.
   *
   * @param builtIn the name of the built-in template that is used where it cannot be
   */
  String fill(Path file, String builtIn, Escaping escaping) {
    try {
      return fill(String.valueOf(file.getFileName()), Defaults.read(file), escaping);
    } catch (TemplateException e) {
      faults.add(e.getMessage());
    } catch (IOException e) {
      faults.add(file + " cannot be read");
    }
    return builtIn(Defaults.builtIn(builtIn), escaping);
  }

  private String fill(String name, String template, Escaping escaping) throws TemplateException {
    return Template.parse(name, template, escaping).fill(NotificationFields.of(notification));
  }

  /**
   * Built-in templates do without anything that may be missing; their size alone may be too much.
   */
  private String builtIn(String template, Escaping escaping) {
    try {
      return fill("built-in", template, escaping);
    } catch (TemplateException e) {
      faults.add(e.getMessage());
      return notification.alerts().size() + " alerts, notification " + notification.id();
    }
  }
}
