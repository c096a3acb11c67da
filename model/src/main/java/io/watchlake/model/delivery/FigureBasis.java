package io.watchlake.model.delivery;

/**
 * What a figure rests on beside its events, so that it can be worked out again.
 *
 * @param definitionDigest of all that the definition says, and of what the service map says of the
 *     service; lower-case hex
 * @param snapshot how far the input had been read for it: of each partition the place of the newest
 *     of its events, as {@code topic:partition=offset,partition=offset}; in files partitions are
 *     the numbers of the files and places are lines
 */
public record FigureBasis(String definitionDigest, String snapshot) {

  /** Of figures that were told before this was. */
  public static final FigureBasis NOT_TOLD = new FigureBasis("", "");
}
