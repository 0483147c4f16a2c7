"""Rules and value types that need nothing but the contract."""
