"""The outside made into documents."""
