"""Interests before positions, proposals that answer each other, stances with reasons."""
