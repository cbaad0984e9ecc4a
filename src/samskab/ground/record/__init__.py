"""The public record: every act leaves one line, and every line holds on to the one before."""
