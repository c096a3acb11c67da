package io.watchlake.model.delivery;

/**
 * What is concluded of one thing, in one of its versions: a correction is the same thing with the
 * next revision.
 *
 * @param timeline the timeline's name
 * @param revision 1 for the first
 * @param conclusion what is concluded
 */
public record DeliveryRecord(String timeline, long revision, Conclusion conclusion) {}
