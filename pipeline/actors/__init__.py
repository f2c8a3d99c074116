"""Who is named: states, organisations, people, roles and crowds, with country and sector."""

from pipeline.actors.read import read_actors

__all__ = ["read_actors"]
