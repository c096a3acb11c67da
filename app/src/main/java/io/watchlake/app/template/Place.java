package io.watchlake.app.template;

/** A place in a template, from line 1 and column 1. */
record Place(int line, int column) {}
