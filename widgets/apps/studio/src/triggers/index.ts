/** The trigger that a new play begins with. */
export { userAct as firstTrigger } from "./user_act";
