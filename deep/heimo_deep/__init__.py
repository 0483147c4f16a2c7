"""The deep reader of Heimo's check: a small transformer, its weights included. Importing this costs nothing."""
