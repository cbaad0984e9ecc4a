"""The demo municipality: content as data, loaded through the same acts as everyone's."""
