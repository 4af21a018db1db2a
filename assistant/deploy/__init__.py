"""Examples for whoever runs the service: a unit for systemd, a proxy, another server. Nothing here is imported."""
