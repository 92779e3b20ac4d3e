// Nothing: the headers that are precompiled for the suites belong to some target.
