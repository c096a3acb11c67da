package io.watchlake.alerting.config;

import java.time.ZoneId;

/**
 * A schedule whose calendar is in a file.
 *
 * @param name how receivers name it
 * @param zone of times in the calendar that say none
 * @param file its path, relative to the configuration
 */
public record ScheduleFile(String name, ZoneId zone, String file) {}
