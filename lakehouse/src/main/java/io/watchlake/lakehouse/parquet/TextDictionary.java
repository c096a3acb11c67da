package io.watchlake.lakehouse.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/** Numbers texts in the order in which they first come. */
final class TextDictionary {

  private static final int FIRST_CAPACITY = 64;

  private String[] texts = new String[FIRST_CAPACITY / 2];
  private Binary[] entries = new Binary[FIRST_CAPACITY / 2];
  private int size;
  private long bytes;
  private int last;

  /** Number plus 1 by place; 0 for none. A power of two, at most half full. */
  private int[] table = new int[FIRST_CAPACITY];

  int size() {
    return size;
  }

  /** How many bytes the entries take in a file. */
  long bytes() {
    return bytes;
  }

  /** The UTF-8 of a numbered text. */
  Binary entry(int number) {
    return entries[number];
  }

  /** The number of a text, the next one where it has none. */
  int number(String text) {
    // Rows that follow each other mostly have the very same object.
    if (last < size && texts[last].equals(text)) {
      return last;
    }
    int place = place(text);
    if (table[place] == 0) {
      if (size == texts.length) {
        grow();
        place = place(text);
      }
      enter(text, place);
    }
    last = table[place] - 1;
    return last;
  }

  private void enter(String text, int place) {
    Binary entry = utf8(text);
    texts[size] = text;
    entries[size] = entry;
    bytes += Integer.BYTES + entry.length();
    table[place] = ++size;
  }

  private void grow() {
    table = new int[table.length * 2];
    texts = Arrays.copyOf(texts, table.length / 2);
    entries = Arrays.copyOf(entries, table.length / 2);
    for (int number = 0; number < size; number++) {
      table[place(texts[number])] = number + 1;
    }
  }

  /** Where a text is, or where there is room for it. */
  private int place(String text) {
    int mask = table.length - 1;
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & mask;
    while (table[place] != 0 && !texts[table[place] - 1].equals(text)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  static Binary utf8(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
