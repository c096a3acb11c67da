package io.watchlake.alerting.oncall;

/**
 * Who is on call when.
 *
 * @param name how receivers name it
 */
public record Schedule(String name, OnCallCalendar calendar) {}
