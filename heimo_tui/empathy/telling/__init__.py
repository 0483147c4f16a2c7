"""What the check says to people: its sentences, why it says them, what a change did, and how to go on."""
