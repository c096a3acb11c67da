package io.watchlake.lakehouse.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * A column of one row group: pages of Parquet's first version, which every reader knows. Not for
 * several threads.
 */
public abstract class ColumnPages {

  /** As many as Parquet's own writers put in a page. */
  private static final int MOST_ROWS = 20_000;

  private static final int MOST_BYTES = 1 << 20;

  /** So many rows are ended at once at most. */
  public static final int MOST_AT_ONCE = Integer.SIZE;

  /** A dictionary that has grown beyond this costs more than it gives. */
  static final int MOST_DICTIONARY_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final Levels repetitions;
  private final Levels definitions;
  private final boolean isList;
  private final int present;
  private final int emptyList;
  private final PageBytes bytes = new PageBytes();
  private int rows;
  private int nulls;

  ColumnPages(ColumnDescriptor column, boolean optional, PageWriter pages) {
    this.column = column;
    this.pages = pages;
    this.repetitions = new Levels(column.getMaxRepetitionLevel());
    this.definitions = new Levels(column.getMaxDefinitionLevel());
    this.isList = column.getMaxRepetitionLevel() > 0;
    this.present = column.getMaxDefinitionLevel();
    this.emptyList = optional ? 1 : 0;
  }

  /**
   * The pages of a column.
   *
   * @param optional whether the cell may be null
   * @param encoding of its values
   * @param bounds what is told of its doubles; null where nothing is, or it has none
   */
  public static ColumnPages of(
      ColumnDescriptor column,
      boolean optional,
      ColumnEncoding encoding,
      PageWriter pages,
      @Nullable DoubleBounds bounds) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT64, DOUBLE -> new WidePages(column, optional, encoding, pages, bounds);
      case INT32 -> new IntPages(column, optional, encoding, pages);
      case BOOLEAN -> new BooleanPages(column, optional, pages);
      case BINARY -> {
        // Bytes that are no text are looked up nowhere.
        boolean isText = column.getPrimitiveType().getLogicalTypeAnnotation() != null;
        boolean looksUp = isText && encoding == ColumnEncoding.DICTIONARY;
        yield new TextPages(column, optional, looksUp, pages);
      }
      default ->
          throw new IllegalArgumentException("no such column is written: " + column.toString());
    };
  }

  /** A long, or the bits of a double. */
  public void value(long value) {
    throw notOfThisKind();
  }

  public void value(int value) {
    throw notOfThisKind();
  }

  public void value(boolean value) {
    throw notOfThisKind();
  }

  /** A text, which is looked up where the column has a dictionary. */
  public void value(String value) {
    throw notOfThisKind();
  }

  public void value(byte[] value) {
    throw notOfThisKind();
  }

  /** Longs, or bits of doubles; not changed afterwards. */
  public void list(long[] values) {
    throw notOfThisKind();
  }

  public void list(int[] values) {
    throw notOfThisKind();
  }

  /** Texts, any of which may be null. */
  public void list(@Nullable String[] values) {
    throw notOfThisKind();
  }

  private IllegalStateException notOfThisKind() {
    return new IllegalStateException("a value of another kind than " + column);
  }

  /** Levels of a list whose elements are all there. */
  final void presentList(int size) {
    repetitions.add(0, 1);
    if (size == 0) {
      definitions.add(emptyList, 1);
      nulls++;
      return;
    }
    repetitions.add(1, size - 1);
    definitions.add(present, size);
  }

  /** Levels of an element. */
  final void element(boolean first, boolean isPresent) {
    repetitions.add(first ? 0 : 1, 1);
    definitions.add(isPresent ? present : present - 1, 1);
    nulls += isPresent ? 0 : 1;
  }

  /** Nulls in the place of lists of the next rows. */
  public final void noLists(int count) {
    repetitions.add(0, count);
    none(count);
  }

  /**
   * Ends rows whose cells came since the last call, and the page where it is full.
   *
   * @param more how many rows, at most {@link #MOST_AT_ONCE}
   * @param present a bit for each of them, the lowest of the first: whether it has a value. Of
   *     lists only the nulls behind the last of them are not known yet.
   */
  public final void endRows(int more, int present) {
    if (isList) {
      noLists(more - (Integer.SIZE - Integer.numberOfLeadingZeros(present)));
    } else {
      levels(more, present);
    }
    rows += more;
    if (rows >= MOST_ROWS || pageBytes() >= MOST_BYTES) {
      endPage();
    }
  }

  /** Levels of rows of a column that is no list. */
  private void levels(int count, int present) {
    int left = count;
    int rest = present;
    while (left > 0) {
      boolean some = (rest & 1) != 0;
      int run = Math.min(left, Integer.numberOfTrailingZeros(some ? ~rest : rest));
      if (some) {
        definitions.add(this.present, run);
      } else {
        none(run);
      }
      left -= run;
      // All of 32 bits at once would be a shift by none.
      rest = run == Integer.SIZE ? 0 : rest >>> run;
    }
  }

  private void none(int count) {
    if (count > 0 && present == 0) {
      throw new IllegalStateException("a null in a column without nulls: " + column);
    }
    definitions.add(0, count);
    nulls += count;
  }

  private void endPage() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    bytes.clear();
    repetitions.encode(bytes);
    definitions.encode(bytes);
    try {
      Encoding encoding = encode(bytes, statistics);
      int levels = present > 0 ? definitions.size() : rows;
      pages.writePage(bytes.view(), levels, rows, statistics, Encoding.RLE, Encoding.RLE, encoding);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    repetitions.clear();
    definitions.clear();
    rows = 0;
    nulls = 0;
  }

  /** Ends the column in this row group, whose rows are all ended. */
  public final void end() {
    if (rows > 0) {
      endPage();
    }
    PageBytes dictionary = new PageBytes();
    int entries = dictionary(dictionary);
    if (entries > 0) {
      try {
        pages.writeDictionaryPage(new DictionaryPage(dictionary.view(), entries, Encoding.PLAIN));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many bytes are held, those of ended pages included. */
  public final long bufferedBytes() {
    return pages.getMemSize() + pageBytes() + repetitions.bytes() + definitions.bytes();
  }

  /** How many bytes the values of the page take about. */
  abstract long pageBytes();

  /**
   * Writes the values of the page, notes the smallest and the largest, and is empty then.
   *
   * @return how they are encoded
   */
  abstract Encoding encode(PageBytes out, Statistics<?> statistics) throws IOException;

  /** Writes the dictionary; returns how many entries it has, 0 where no page needs it. */
  abstract int dictionary(PageBytes out);
}
