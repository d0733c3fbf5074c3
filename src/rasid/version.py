"""The version of Rasid."""

VERSION = "0.1.0"
