/** Stands in for the form library's default validator, which builds functions from text and is never used here. */
export default {};
