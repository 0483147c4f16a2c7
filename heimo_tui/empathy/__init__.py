"""The empathy check: reads a draft on this machine and coaches its writer; pure, no input or output."""
