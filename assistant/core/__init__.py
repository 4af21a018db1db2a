"""The law engine: turns a case into an assessment. Standard library only; it knows no web, file, network or clock."""
