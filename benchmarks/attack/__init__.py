"""What happens to a server under attack: hostile requests, floods, full disks, and very many that wait."""
