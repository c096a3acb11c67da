package io.watchlake.app.model;

import io.watchlake.app.cli.CommandException;
import io.watchlake.ml.service.ModelFitter;

/** The fitter of models, which is optional. */
public final class FitterOnClassPath {

  private FitterOnClassPath() {}

  /** The fitter; a command without one ends with how to get it. */
  public static ModelFitter get() {
    return ModelFitter.find()
        .orElseThrow(
            () ->
                CommandException.failed(
                    "models are fitted by the library Smile, which is under the GPL-3 and is not"
                        + " here: ./watchlake build --with-smile adds it (see NOTICE for what that"
                        + " means)"));
  }
}
