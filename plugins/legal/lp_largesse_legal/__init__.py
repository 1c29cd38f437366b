"""Legal consultations as rights: cases with a lawyer, documents by link."""
