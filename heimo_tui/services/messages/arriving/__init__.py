"""What comes in: requests, frames, and what they say."""
