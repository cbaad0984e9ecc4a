"""The doors: one file for each."""

from samskab.ground.access.models.networks import NetworkAgreement, NetworkVersion

__all__ = ["NetworkAgreement", "NetworkVersion"]
