package io.watchlake.app.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of one series.
 *
 * @param path where it is
 * @param relative where its scores go, below the output folder
 * @param bytes its length
 */
public record SeriesFile(Path path, Path relative, long bytes) {

  private static final String HEADER = "timestamp,value";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Takes the rows of a file, in order. */
  public interface Rows {
    void accept(SeriesLine row) throws IOException;
  }

  /**
   * Reads the rows.
   *
   * @throws BadRowException where a row cannot be read
   */
  public void read(Rows rows) throws IOException {
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        number++;
        if (number == 1) {
          checkHeader(line);
        } else if (!line.isBlank()) {
          rows.accept(row(number, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new BadRowException(path, number + 1, "the text is not UTF-8");
    }
    if (number == 0) {
      throw new BadRowException(path, 1, "the file is empty; its first line is " + HEADER);
    }
  }

  private void checkHeader(String line) {
    String header = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    if (!header.strip().equals(HEADER)) {
      throw new BadRowException(path, 1, "the first line must be " + HEADER);
    }
  }

  private SeriesLine row(int number, String line) {
    try {
      return SeriesLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw new BadRowException(path, number, String.valueOf(e.getMessage()));
    }
  }
}
