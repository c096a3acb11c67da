package io.watchlake.app.config;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the {@code config} commands write: for people or for programs. */
enum OutputFormat {
  TEXT,
  JSON;

  /** Reads the lower-case names that the commands' help tells. */
  static final class Converter implements ITypeConverter<OutputFormat> {

    @Override
    public OutputFormat convert(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "text" -> TEXT;
        case "json" -> JSON;
        default -> throw new TypeConversionException("'" + name + "' is neither text nor json");
      };
    }
  }
}
