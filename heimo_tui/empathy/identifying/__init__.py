"""What may tell who the writer is: contacts, people, places and times."""
