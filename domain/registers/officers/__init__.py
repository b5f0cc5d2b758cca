"""The register of officers: posts, kin, sign-ins."""
