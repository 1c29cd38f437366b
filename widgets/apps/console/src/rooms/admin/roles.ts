/** The roles that staff can hold, as the platform names them. */
export const ROLES = [
  "designer",
  "approver_branch",
  "approver_protection",
  "approver_head",
  "operator",
  "adviser",
  "finance",
  "reviewer",
  "admin",
  "auditor",
];
