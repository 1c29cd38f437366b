/** A registered document: what is imported is only the id by which the server knows its text. */
declare module "*.graphql" {
  const id: string;
  export default id;
}
