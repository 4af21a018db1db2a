"""A guided complaint assistant for families in England whose child's EHC plan process or provision has gone wrong."""
