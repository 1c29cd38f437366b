/** The kinds of subject that are put before signers, each from its own room. */
import type { ApprovalCase } from "./parts/approvals";
import { revisionCase } from "./rooms/activities/revisions/Case";
import { ruleCase } from "./rooms/activities/rules/Case";
import { handingCase } from "./rooms/audience/advising/Case";
import { staffCase } from "./rooms/identity/staff/Case";
import { issueCase } from "./rooms/rights/batches/Case";
import { raiseCase } from "./rooms/rights/budgets/Case";
import { compensationCase } from "./rooms/rights/compensations/Case";
import { elsewhereCase } from "./rooms/rights/elsewhere/Case";
import { orderDoneCase } from "./rooms/rights/orders/Case";
import { pointsCase } from "./rooms/rights/points/Case";
import { revocationCase } from "./rooms/rights/revocations/Case";
import { settlementCase } from "./rooms/settlement/batches/Case";
import { profileCase } from "./rooms/settlement/profiles/Case";

export const CASES: readonly ApprovalCase[] = [
  revisionCase,
  ruleCase,
  issueCase,
  raiseCase,
  revocationCase,
  compensationCase,
  elsewhereCase,
  handingCase,
  pointsCase,
  orderDoneCase,
  settlementCase,
  profileCase,
  staffCase,
];
