"""The doors: one file for each."""

from samskab.ground.access.models.networks import NetworkAgreement, NetworkUse, NetworkVersion

__all__ = ["NetworkAgreement", "NetworkUse", "NetworkVersion"]
